package io.queuectl.testkit.postgres;

import java.util.Map;

/**
 * The PostgreSQL that the tests of this JVM share: the one that {@code QUEUECTL_TEST_PG_URL} names; else the one that Maven
 * brought; else the one on the PATH. Where there is none, tests fail if the environment variable {@code CI} is true, and are
 * skipped elsewhere. {@code QUEUECTL_TEST_PG_SOURCE} narrows the choice to {@code embedded} or {@code local}. Thread-safe.
 */
public final class TestPostgres {

    private TestPostgres() {}

    /** Chosen and started by whoever asks first; it ends with the JVM. */
    public static Address address() {
        return Own.SERVERS.shared();
    }

    /** A database of one's own, empty. A schema costs less. */
    public static Scratch database() {
        return Scratch.database(address());
    }

    /** A schema of one's own in the shared database, empty. */
    public static Scratch schema() {
        return schema(address());
    }

    /** A schema of one's own in another database, empty. */
    public static Scratch schema(Address database) {
        return Scratch.schema(database);
    }

    /** A server of one's own, to be stopped and killed. The caller closes it. */
    public static PostgresServer server() {
        return server(Map.of());
    }

    /** A server of one's own with lines for its postgresql.conf. The caller closes it. */
    public static PostgresServer server(Map<String, String> settings) {
        return Own.SERVERS.start(settings);
    }

    /** Made when first used, and held so that no server ends before the JVM does. */
    private static final class Own {
        static final Servers SERVERS = new Servers(ServerRoom.open(), System::getenv);
    }
}
