package io.queuectl.examples;

import io.queuectl.api.JobContext;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An import of ten thousand rows whose process dies in the middle: the job is found and goes on in another process, from the last checkpoint. Each
 * chunk of rows and the checkpoint after it are one transaction of the application's own, so that no row is imported twice.
 */
public final class LongImport {

    private static final JobType<String> IMPORT = JobType.text("customers.import");
    private static final int ROWS = 10_000;
    private static final int CHUNK = 500;

    private LongImport() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("import")) {
            Path source = scratch.file("customers.csv");
            Files.write(
                    source,
                    IntStream.range(0, ROWS).mapToObj(i -> i + ",customer " + i).toList());
            Path shop = scratch.file("shop.db");
            run(shop, "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
            run(shop, "CREATE TABLE checkpoint (file TEXT PRIMARY KEY, next INTEGER NOT NULL)");
            try (QueueCtl queue = QueueCtl.builder()
                    .store(SqliteStore.open(scratch.file("jobs.db")))
                    .handle(IMPORT, (file, context) -> new Importer(shop, ROWS).run(Path.of(file), context))
                    .build()) {
                JobId id = queue.enqueue(IMPORT.of(source.toString()));
                dieInTheMiddle(scratch, shop);
                int before = count(shop);
                System.out.println("the first process died after " + before + " rows");
                Expect.equal("whether it died in the middle", true, before > 0 && before < ROWS);

                queue.start(workers -> workers.queue("default", 1));
                JobView done = queue.await(id, Duration.ofSeconds(40)).orElseThrow();
                Expect.equal("the import", JobState.COMPLETED, done.state());
                Expect.equal("processes that it outlived", 1, done.counters().losses());
                Expect.equal("rows imported", ROWS, count(shop));
                Expect.equal(
                        "rows left to the second process",
                        Integer.toString(ROWS - before),
                        queue.result(id).orElseThrow().text());
                Expect.equal(
                        "its progress",
                        1.0,
                        queue.progress(id).map(Progress::fraction).orElseThrow());
            }
        }
    }

    private static void dieInTheMiddle(Scratch scratch, Path shop) throws IOException, InterruptedException {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalWorker.class.getName(),
                        scratch.file("jobs.db").toString(),
                        shop.toString())
                .inheritIO()
                .start();
        Expect.equal("the first process's exit code", MortalWorker.CUT_OFF, worker.waitFor());
    }

    private static int count(Path shop) throws SQLException {
        try (Connection connection = connect(shop);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM customer")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Reads a file and writes its rows, from the checkpoint on. */
    private static final class Importer {

        private final Path shop;
        private final int dieAfter;

        /** @param dieAfter the process ends on the spot when it has come to that row */
        Importer(Path shop, int dieAfter) {
            this.shop = shop;
            this.dieAfter = dieAfter;
        }

        void run(Path source, JobContext context) throws IOException, SQLException {
            List<String> rows = Files.readAllLines(source);
            try (Connection connection = connect(shop)) {
                connection.setAutoCommit(false);
                int first = checkpoint(connection, source);
                context.log("goes on at row " + first);
                for (int next = first; next < rows.size(); next = Math.min(next + CHUNK, rows.size())) {
                    context.checkCancelled();
                    if (next >= dieAfter) {
                        Runtime.getRuntime().halt(MortalWorker.CUT_OFF);
                    }
                    int end = Math.min(next + CHUNK, rows.size());
                    insert(connection, rows.subList(next, end));
                    putCheckpoint(connection, source, end);
                    connection.commit();
                    context.progress((double) end / rows.size(), end + " of " + rows.size() + " rows");
                }
                context.result(Payload.of(Integer.toString(rows.size() - first)));
            }
        }

        private static void insert(Connection connection, List<String> rows) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO customer (id, name) VALUES (?, ?)")) {
                for (String row : rows) {
                    int comma = row.indexOf(',');
                    insert.setInt(1, Integer.parseInt(row.substring(0, comma)));
                    insert.setString(2, row.substring(comma + 1));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        private static int checkpoint(Connection connection, Path source) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("SELECT next FROM checkpoint WHERE file = ?")) {
                select.setString(1, source.toString());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        }

        private static void putCheckpoint(Connection connection, Path source, int next) throws SQLException {
            try (PreparedStatement put = connection.prepareStatement(
                    "INSERT INTO checkpoint (file, next) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET next = EXCLUDED.next")) {
                put.setString(1, source.toString());
                put.setInt(2, next);
                put.executeUpdate();
            }
        }
    }

    /** The process that does not live to see the end. */
    static final class MortalWorker {

        static final int CUT_OFF = 9;

        private MortalWorker() {}

        public static void main(String[] arguments) throws Exception {
            Path shop = Path.of(arguments[1]);
            try (QueueCtl queue = QueueCtl.builder()
                    .store(SqliteStore.open(Path.of(arguments[0])))
                    .handle(IMPORT, (file, context) -> new Importer(shop, ROWS / 2).run(Path.of(file), context))
                    .build()) {
                queue.start(workers -> workers.queue("default", 1));
                queue.awaitStopped(Duration.ofSeconds(30));
            }
        }
    }
}
