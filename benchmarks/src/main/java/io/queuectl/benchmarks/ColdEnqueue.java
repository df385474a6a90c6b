package io.queuectl.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** One {@code queuectl enqueue} from nothing, beside {@code python3} that opens the same database and inserts a row into a table of its own, synced. */
final class ColdEnqueue {

    private static final String SCRIPT = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute("PRAGMA synchronous=FULL")
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO job (command) VALUES ('true')")
            db.execute("COMMIT")
            """;

    private static final String TABLE = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("CREATE TABLE job (id INTEGER PRIMARY KEY, command TEXT)")
            db.commit()
            """;

    private ColdEnqueue() {}

    /** Arguments: rounds (15). */
    public static void main(String[] arguments) throws Exception {
        int rounds = Arguments.number(arguments, 0, 15);
        Series python = new Series("python3 inserts a row", "ms");
        Series queuectl = new Series("queuectl enqueue, cold", "ms");
        try (Scratch scratch = new Scratch()) {
            Path other = scratch.file("python.db");
            Cli.time(List.of("python3", "-c", TABLE, other.toString()), "");
            Cli cli = new Cli(scratch.file("queue.db"));
            cli.run("enqueue", "true");
            for (int round = 0; round < rounds; round++) {
                python.add(Cli.time(List.of("python3", "-c", SCRIPT, other.toString()), "") / 1e6);
                queuectl.add(cli.run("enqueue", "true") / 1e6);
            }
        }
        System.out.println(python);
        System.out.println(queuectl);
        System.out.printf("%-34s        %10.2f%n", "ratio of the medians", queuectl.median() / python.median());
    }
}
