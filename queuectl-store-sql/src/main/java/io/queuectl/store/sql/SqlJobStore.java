package io.queuectl.store.sql;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The job store on a SQL database: a connection that writes or, where the database takes them, several; a few that read, everything that differs between databases
 * passed in as data. Read {@link ExchangeSql} next.
 */
public final class SqlJobStore implements JobStore {

    private final SqlDialect dialect;
    private final SqlDatabase database;
    private final Writers writers;
    private final Readers readers;
    private final SqlExchange exchange;
    private final SharedTransaction shared;
    private final SqlNodes nodes;
    private final SqlQueries queries;
    private final SqlAdmin admin;
    private final SqlBulk bulk;
    private final SqlSchedules schedules;
    private final SqlQueueControl queues;

    /** The schema of the database is in place. */
    public SqlJobStore(SqlDialect dialect, SqlDatabase database) {
        this.dialect = dialect;
        this.database = database;
        SqlErrors errors = new SqlErrors(dialect, database.location());
        writers = new Writers(dialect, database, errors);
        readers = new Readers(dialect, database, errors);
        exchange = new SqlExchange(writers, database);
        shared = new SharedTransaction(dialect, readers, errors);
        nodes = new SqlNodes(writers, readers);
        queries = new SqlQueries(readers);
        admin = new SqlAdmin(writers, readers, database);
        bulk = new SqlBulk(writers, readers, database);
        schedules = new SqlSchedules(writers, readers, database);
        queues = new SqlQueueControl(writers, readers, database);
    }

    @Override
    public Receipt exchange(Batch batch) {
        return exchange.exchange(batch);
    }

    @Override
    public List<Insertion> insert(Connection transaction, List<NewJob> jobs, Instant now) {
        return shared.insert(transaction, jobs, now);
    }

    @Override
    public int lanes() {
        return database.lanes();
    }

    @Override
    public int producers() {
        return database.producers();
    }

    @Override
    public InstantSource clock() {
        return database.clock();
    }

    @Override
    public NodeStore nodes() {
        return nodes;
    }

    @Override
    public JobQueries queries() {
        return queries;
    }

    @Override
    public JobAdmin admin() {
        return admin;
    }

    @Override
    public BulkMoves bulk() {
        return bulk;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public QueueControl queues() {
        return queues;
    }

    @Override
    public WakeUps wakeUps() {
        // Whoever asks is a worker, and going to need them in a hurry.
        writers.openAhead(database.lanes());
        return database.wakeUps();
    }

    @Override
    public StoreInfo info() {
        int schema = readers.read(
                "read the schema version",
                session -> new Migrator(dialect, database.location()).version(session.connection()));
        return new StoreInfo(dialect.name(), database.version(), schema, database.durability(), database.location());
    }

    /** The writer goes last: a database that tidies up with its last connection does so through one that may write. */
    @Override
    public void close() {
        readers.close();
        writers.close();
        database.close();
    }
}
