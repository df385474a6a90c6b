package io.queuectl.benchmarks;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.h2.H2Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Collectors;

/** The kinds of database that are measured, each as durable as queuectl makes it by default. */
enum Database {
    /** WAL, one sync a commit. */
    SQLITE("SQLite, FULL") {
        @Override
        RawSql raw() {
            return RawSql.SQLITE;
        }

        @Override
        Place fresh() throws IOException {
            Scratch scratch = new Scratch();
            String file = scratch.file("queue.db").toString();
            return new Place(
                    this, file, file, () -> DriverManager.getConnection("jdbc:sqlite:" + file), scratch::close);
        }
    },
    /** {@code WRITE_DELAY=0}: written at each commit, never synced. Several processes share it through H2's own automatic server. */
    H2("H2 file") {
        @Override
        RawSql raw() {
            return RawSql.H2;
        }

        @Override
        Place fresh() throws IOException {
            Scratch scratch = new Scratch();
            Path file = scratch.file("queue");
            String url = "jdbc:h2:" + file;
            return new Place(
                    this,
                    url,
                    url + ";AUTO_SERVER=TRUE",
                    () -> DriverManager.getConnection(url + ";DB_CLOSE_ON_EXIT=FALSE", "sa", ""),
                    scratch::close);
        }
    },
    /** Nothing is kept. */
    H2_MEMORY("H2 memory") {
        @Override
        RawSql raw() {
            return RawSql.H2;
        }

        @Override
        Place fresh() {
            String url = "jdbc:h2:mem:raw-" + UUID.randomUUID();
            return new Place(this, "memory", null, () -> DriverManager.getConnection(url, "sa", ""), () -> {});
        }

        @Override
        JobStore open(String location) {
            return H2Store.memory();
        }
    },
    /** {@code fsync} and {@code synchronous_commit} are on. The server is the one that the tests use, or {@code QUEUECTL_TEST_PG_URL}. */
    POSTGRES("PostgreSQL") {
        @Override
        RawSql raw() {
            return RawSql.POSTGRES;
        }

        @Override
        Place fresh() {
            return PostgresPlace.fresh();
        }
    };

    private final String title;

    Database(String title) {
        this.title = title;
    }

    /** Of its column in a table. */
    String title() {
        return title;
    }

    abstract RawSql raw();

    /** The caller closes it. */
    abstract Place fresh() throws Exception;

    /** As an application that was given a location; the caller closes it. */
    JobStore open(String location) {
        return ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.accepts(location))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no store for " + title))
                .open(location, OpenMode.WRITE, Duration.ofSeconds(30));
    }

    static Database named(String text) {
        return Arrays.stream(values())
                .filter(database -> database.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("store " + text + " is none of "
                        + Arrays.stream(values()).map(Database::text).collect(Collectors.joining(", "))));
    }

    /** As on a command line: {@code h2-memory}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
