package io.queuectl.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz with its JDBC store. It is no queue: each job is a job and a trigger of its own. It knows no SQLite, deletes what has finished, has no queues, and
 * is measured in one process and with small backlogs, since it takes minutes to be given a large one.
 */
public final class QuartzPeer implements Peer {

    private static final Set<String> BEYOND = Set.of("queues", "finished", "processes", "backlog", "pick-up-across");

    @Override
    public String name() {
        return "quartz";
    }

    @Override
    public Contender standard() {
        return new Setting("default", null);
    }

    @Override
    public Contender tuned(String setting, Tuning tuning) {
        return new Setting(setting, tuning);
    }

    @Override
    public List<Tuning> starts(Database database) {
        return database == Database.SQLITE
                ? List.of()
                : List.of(new Tuning("jdbc", Map.of(Axis.WORKERS, 10, Axis.BATCH, 1, Axis.POOL, 10)));
    }

    private record Setting(String setting, @Nullable Tuning tuning) implements Contender {

        @Override
        public String name() {
            return "quartz";
        }

        @Override
        public boolean runsOn(Database database) {
            return database != Database.SQLITE;
        }

        @Override
        public boolean joins(String phase) {
            return !BEYOND.contains(phase);
        }

        @Override
        public Session create(Place place, Workload workload, Tally tally) throws Exception {
            HikariDataSource pool = PlaceSource.pool(place, tuning == null ? 10 : tuning.value(Axis.POOL));
            String script = place.database() == Database.POSTGRES ? "tables_postgres.sql" : "tables_h2.sql";
            PeerTables.run(pool, "/org/quartz/impl/jdbcjobstore/" + script);
            return new Working(properties(place.database(), workload), pool, tally);
        }

        /** As Quartz's own file of defaults has them, but for the store. */
        private Properties properties(Database database, Workload workload) {
            Properties properties = new Properties();
            properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
            properties.setProperty("org.quartz.threadPool.threadPriority", "5");
            properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(workload.slotsOr(workers())));
            properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
            properties.setProperty("org.quartz.jobStore.useProperties", "true");
            properties.setProperty(
                    "org.quartz.jobStore.driverDelegateClass",
                    "org.quartz.impl.jdbcjobstore."
                            + (database == Database.POSTGRES ? "PostgreSQLDelegate" : "StdJDBCDelegate"));
            if (tuning != null && tuning.value(Axis.BATCH) > 1) {
                properties.setProperty(
                        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount",
                        Integer.toString(tuning.value(Axis.BATCH)));
                properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
            }
            return properties;
        }

        private int workers() {
            return tuning == null ? 10 : tuning.value(Axis.WORKERS);
        }
    }

    /** What the database names; its work is put in by the scheduler's factory of jobs. */
    public static final class Nothing implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            throw new IllegalStateException("a job that nobody made");
        }
    }

    private static final class Working implements Session {

        private static final int IN_A_CALL = 1_000;

        private final HikariDataSource pool;
        private final Scheduler scheduler;

        Working(Properties properties, HikariDataSource pool, Tally tally) throws SchedulerException {
            this.pool = pool;
            String name = "benchmark-" + UUID.randomUUID();
            DBConnectionManager.getInstance().addConnectionProvider(name, new PoolProvider(pool));
            properties.setProperty("org.quartz.scheduler.instanceName", name);
            properties.setProperty("org.quartz.jobStore.dataSource", name);
            scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.setJobFactory((bundle, from) -> context -> tally.run(
                    Ticket.number(context.getJobDetail().getJobDataMap().getString("text"))));
        }

        private static JobDetail job(int number) {
            return JobBuilder.newJob(Nothing.class)
                    .withIdentity("job-" + number)
                    .usingJobData("text", Ticket.text(number))
                    .build();
        }

        private static Trigger now(int number) {
            return TriggerBuilder.newTrigger()
                    .withIdentity("trigger-" + number)
                    .startNow()
                    .build();
        }

        @Override
        public Producer producer() {
            return number -> {
                long before = System.nanoTime();
                scheduler.scheduleJob(job(number), now(number));
                return before;
            };
        }

        @Override
        public void enqueueAll(int from, int count) throws SchedulerException {
            Map<JobDetail, Set<? extends Trigger>> part = new HashMap<>();
            for (int number = from; number < from + count; number++) {
                part.put(job(number), Set.of(now(number)));
                if (part.size() == IN_A_CALL || number == from + count - 1) {
                    scheduler.scheduleJobs(part, false);
                    part.clear();
                }
            }
        }

        @Override
        public void start() throws SchedulerException {
            scheduler.start();
        }

        @Override
        public long unfinished() throws SQLException {
            return PeerTables.count(pool, "SELECT COUNT(*) FROM QRTZ_JOB_DETAILS");
        }

        @Override
        public void stop() throws SchedulerException {
            scheduler.shutdown(true);
        }

        @Override
        public void close() throws IOException {
            try {
                scheduler.shutdown(true);
            } catch (SchedulerException e) {
                throw new IOException("Quartz does not stop", e);
            } finally {
                pool.close();
            }
        }
    }

    /** The pool that Quartz asks for by name; it is closed elsewhere. */
    private record PoolProvider(HikariDataSource pool) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
