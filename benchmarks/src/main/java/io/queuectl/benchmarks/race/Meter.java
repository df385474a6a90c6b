package io.queuectl.benchmarks.race;

import com.sun.management.ThreadMXBean;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a drain costs: processor time of this process and its servers, write transactions (where the server or the contender counts them), bytes of
 * write-ahead log (PostgreSQL) or bytes that this process wrote (the others, which write within it), bytes allocated on the heap by threads that live at its
 * end, and bytes on disk at its end.
 */
final class Meter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Place place;
    private final Session session;
    private final Map<Long, Long> allocated = allocations();
    private final ProcessorTime processor = ProcessorTime.start();
    private final long transactions;
    private final long log;

    Meter(Place place, Session session) throws Exception {
        this.place = place;
        this.session = session;
        this.transactions = transactions();
        this.log = log();
    }

    /** Each a job, but for the processor's time, in the order of a table. */
    Map<String, Double> stop(int jobs) throws Exception {
        double seconds = processor.seconds();
        Map<Long, Long> now = allocations();
        long bytes = now.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("cpu", seconds * 10_000 / jobs);
        if (transactions >= 0) {
            costs.put("transactions", (double) (transactions() - transactions) / jobs);
        }
        costs.put(place.database() == Database.POSTGRES ? "wal" : "written", (double) (log() - log) / jobs);
        costs.put("allocated", (double) bytes / jobs);
        if (place.database() != Database.H2_MEMORY) {
            costs.put("disk", (double) disk() / jobs);
        }
        return costs;
    }

    /** Of what {@link #stop} answers. */
    static String unit(String metric) {
        return switch (metric) {
            case "cpu" -> "s/10k jobs";
            case "transactions" -> "transactions/job";
            default -> "B/job";
        };
    }

    private static Map<Long, Long> allocations() {
        Map<Long, Long> bytes = new HashMap<>();
        long[] ids = THREADS.getAllThreadIds();
        long[] each = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            bytes.put(ids[i], Math.max(0, each[i]));
        }
        return bytes;
    }

    private long transactions() throws Exception {
        return place.database() == Database.POSTGRES
                ? ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                : session.transactions();
    }

    private long log() throws SQLException, IOException {
        return place.database() == Database.POSTGRES
                ? ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
                : writtenHere();
    }

    /** All that this process handed to the kernel to write (proc(5), wchar). */
    private static long writtenHere() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/io"));
        return lines.stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                .findFirst()
                .orElseThrow();
    }

    private long disk() throws SQLException, IOException {
        if (place.database() == Database.POSTGRES) {
            return ask("""
                    SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0)::bigint
                    FROM pg_class c
                    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace""");
        }
        try (Stream<Path> files = Files.list(place.folder())) {
            long sum = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private long ask(String query) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
