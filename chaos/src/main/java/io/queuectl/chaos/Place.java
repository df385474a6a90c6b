package io.queuectl.chaos;

import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The kinds of database that chaos is made on. */
public enum Place {
    SQLITE {
        @Override
        Site site(Path directory) {
            Path file = directory.resolve("queue.db");
            return new Site(
                    file.toString(), () -> {}, () -> new Disk(size(file), size(directory.resolve("queue.db-wal"))));
        }
    },
    /** Several processes share the file through the server that the first of them is for the others. */
    H2 {
        @Override
        Site site(Path directory) {
            return new Site(
                    "jdbc:h2:" + directory.resolve("queue") + ";AUTO_SERVER=TRUE",
                    () -> {},
                    () -> new Disk(size(directory.resolve("queue.mv.db")), 0));
        }
    },
    POSTGRES {
        @Override
        Site site(Path directory) {
            Scratch schema = TestPostgres.schema();
            return new Site(
                    schema.address().with("schema", schema.name()).shortUrl(), schema::close, () -> disk(schema));
        }
    };

    /**
     * Where a new database will be.
     *
     * @param location as given to {@code --db}
     * @param drop takes away what is not in the directory
     * @param disk what it takes there now
     */
    record Site(String location, Runnable drop, Supplier<Disk> disk) {}

    /**
     * Bytes that a database takes.
     *
     * @param database its tables and indexes
     * @param log what it wrote ahead; on PostgreSQL that of the whole server, on H2 there is none
     */
    public record Disk(long database, long log) {}

    /** Looks at its length and does not open it, which would let go of SQLite's locks. */
    private static long size(Path file) {
        return file.toFile().length();
    }

    private static Disk disk(Scratch schema) {
        String sizes = "SELECT (SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '" + schema.name()
                + "' AND c.relkind = 'r'), (SELECT sum(size) FROM pg_ls_waldir())";
        try (Connection connection = schema.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sizes)) {
            row.next();
            return new Disk(row.getLong(1), row.getLong(2));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    abstract Site site(Path directory);

    /**
     * The kinds on which a scenario is played: all with the profile {@code chaos}, else its own; or those that the system property {@code chaos.stores}
     * names, separated by commas.
     */
    public static Stream<Place> orElse(Place own) {
        String named = System.getProperty("chaos.stores", "");
        if (!named.isBlank()) {
            return Arrays.stream(named.split(","))
                    .map(name -> Place.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
        return Boolean.getBoolean("chaos.full") ? Stream.of(values()) : Stream.of(own);
    }
}
