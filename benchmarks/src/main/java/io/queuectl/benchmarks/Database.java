package io.queuectl.benchmarks;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.h2.H2Store;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Collectors;

/** The kinds of database that are measured, each as durable as queuectl makes it by default. */
public enum Database {
    /** WAL, one sync a commit. Transactions of others begin as queuectl's do: one that turns to writing late fails at once. */
    SQLITE("SQLite, FULL", "WAL synchronous=FULL") {
        @Override
        public RawSql raw() {
            return RawSql.SQLITE;
        }

        @Override
        public RawSql rawIndexed() {
            return RawSql.SQLITE_INDEXED;
        }

        @Override
        List<String> durable() {
            return raw().session();
        }

        @Override
        public Place fresh() throws IOException {
            Scratch scratch = new Scratch();
            String file = scratch.file("queue.db").toString();
            return new Place(this, file, file, connector(file), scratch::close);
        }

        @Override
        Place.Connector connector(String location) {
            return () -> DriverManager.getConnection("jdbc:sqlite:" + location + "?transaction_mode=IMMEDIATE");
        }
    },
    /** {@code WRITE_DELAY=0}: written at each commit, never synced. Several processes share it through H2's own automatic server. */
    H2("H2 file", "WRITE_DELAY=0") {
        @Override
        public RawSql raw() {
            return RawSql.H2;
        }

        @Override
        public RawSql rawIndexed() {
            return RawSql.H2_INDEXED;
        }

        @Override
        List<String> durable() {
            return raw().session();
        }

        @Override
        public Place fresh() throws IOException {
            Scratch scratch = new Scratch();
            String url = "jdbc:h2:" + scratch.file("queue");
            return new Place(this, url, url + ";AUTO_SERVER=TRUE", connector(url), scratch::close);
        }

        @Override
        Place.Connector connector(String location) {
            String url = location.contains("AUTO_SERVER") ? location : location + ";DB_CLOSE_ON_EXIT=FALSE";
            return () -> DriverManager.getConnection(url, "sa", "");
        }
    },
    /** Nothing is kept. */
    H2_MEMORY("H2 memory", "none") {
        @Override
        public RawSql raw() {
            return RawSql.H2;
        }

        @Override
        public RawSql rawIndexed() {
            return RawSql.H2_INDEXED;
        }

        @Override
        public Place fresh() {
            return new Place(this, "memory", null, connector("raw-" + UUID.randomUUID()), () -> {});
        }

        @Override
        Place.Connector connector(String location) {
            return () -> DriverManager.getConnection("jdbc:h2:mem:" + location, "sa", "");
        }

        @Override
        public JobStore open(String location) {
            return H2Store.memory();
        }
    },
    /** {@code fsync} and {@code synchronous_commit} are on. The server is the one that the tests use, or {@code QUEUECTL_TEST_PG_URL}. */
    POSTGRES("PostgreSQL", "fsync=on synchronous_commit=on") {
        @Override
        public RawSql raw() {
            return RawSql.POSTGRES;
        }

        @Override
        public RawSql rawIndexed() {
            return RawSql.POSTGRES_INDEXED;
        }

        @Override
        public Place fresh() {
            return PostgresPlace.fresh();
        }

        @Override
        Place.Connector connector(String location) {
            return PostgresPlace.connector(location);
        }
    };

    private final String title;
    private final String durability;

    Database(String title, String durability) {
        this.title = title;
        this.durability = durability;
    }

    /** Of its column in a table. */
    public String title() {
        return title;
    }

    /** The settings that say what a commit survives. */
    public String durability() {
        return durability;
    }

    /** With one index. */
    public abstract RawSql raw();

    /** With the indexes that queuectl keeps. */
    public abstract RawSql rawIndexed();

    /** What a connection must be told to be as durable as queuectl's. */
    List<String> durable() {
        return List.of();
    }

    /** The caller closes it. */
    public abstract Place fresh() throws Exception;

    /** By a location as a {@link Place} has it. */
    abstract Place.Connector connector(String location);

    /** What another process has made; closing it does nothing. */
    public Place at(String location) {
        return new Place(this, location, location, connector(location), () -> {});
    }

    /** As an application that was given a location; the caller closes it. */
    public JobStore open(String location) {
        return ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.accepts(location))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no store for " + title))
                .open(location, OpenMode.WRITE, Duration.ofSeconds(30));
    }

    public static Database named(String text) {
        return Arrays.stream(values())
                .filter(database -> database.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("store " + text + " is none of "
                        + Arrays.stream(values()).map(Database::text).collect(Collectors.joining(", "))));
    }

    /** As on a command line: {@code h2-memory}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
