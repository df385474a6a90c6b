package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;
import static io.queuectl.cli.it.TestedStore.H2;
import static io.queuectl.cli.it.TestedStore.POSTGRES;
import static io.queuectl.cli.it.TestedStore.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Databases of others, of another version, in use by others, and with rows that somebody edited: rows 40, 43, 46 and 52. */
final class BadDatabases {

    private static final String NEWER =
            "INSERT INTO queuectl_schema SELECT 999, name, checksum, applied_at FROM queuectl_schema WHERE version = 1";

    private static final String OLDER =
            "DELETE FROM queuectl_schema WHERE version = (SELECT MAX(version) FROM queuectl_schema)";

    private BadDatabases() {}

    static Stream<BadRow> rows() {
        return Stream.of(foreign(), versions(), busy(), edited()).flatMap(rows -> rows);
    }

    private static Stream<BadRow> foreign() {
        return Stream.of(
                        both(40, 6, place -> {
                                    try (Connection theirs = theirs(place)) {
                                        run(theirs, "CREATE TABLE job (id INTEGER, mine VARCHAR(9))");
                                        run(theirs, "INSERT INTO job VALUES (1, 'theirs')");
                                    }
                                    watch(place);
                                })
                                .map(row -> row.names("not a queuectl database").onEveryStore()),
                        both(40, 6, place -> {
                                    DatabaseDump.edit(place.file(), "PRAGMA application_id = 42", "CREATE TABLE t (a)");
                                    place.watchFiles();
                                })
                                .map(row -> row.names("not a queuectl database")))
                .flatMap(rows -> rows);
    }

    /** H2 writes into whatever it opens; its tables are theirs as before. */
    private static void watch(BadPlace place) {
        switch (place.store()) {
            case SQLITE -> place.watch(place.file());
            case H2 -> place.watchTables(() -> theirs(place));
            case POSTGRES -> place.watchTables();
        }
    }

    private static Connection theirs(BadPlace place) throws SQLException {
        return place.store() == H2
                ? DriverManager.getConnection("jdbc:h2:" + place.directory().resolve("queue"), "sa", "")
                : place.database().connect();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Stream<BadRow> versions() {
        return Stream.concat(
                both(43, 7, place -> spoilt(place, NEWER))
                        .map(row ->
                                row.names("version 999", "use a newer queuectl").onEveryStore()),
                Stream.of(
                                refused(43, 7, "list")
                                        .names("has schema version")
                                        .hints("queuectl migrate"),
                                refused(43, 7, "migrate", "--validate").names("schema version"))
                        .map(row -> row.given(place -> spoilt(place, OLDER)).onEveryStore()));
    }

    private static void spoilt(BadPlace place, String... statements) {
        place.run("enqueue", "echo waits").exits(0);
        place.database().edit(statements);
        place.watchTables();
    }

    private static Stream<BadRow> busy() {
        return Stream.of(
                refused(46, 5, "enqueue while another program has the database locked", BadDatabases::behindALock)
                        .names("queue")
                        .hints("--busy-timeout")
                        .given(place -> spoilt(place)),
                refused(
                                46,
                                5,
                                "enqueue while another program has the table locked, until the server's answer is given up",
                                BadDatabases::behindALock)
                        .names("queuectl_test")
                        .given(place -> spoilt(place))
                        .on(POSTGRES),
                played(46, "list while another program has the database locked", place -> {
                            try (Connection other = place.database().connect()) {
                                run(other, "BEGIN IMMEDIATE");
                                place.run("list").exits(0).prints("waits");
                            }
                        })
                        .given(place -> spoilt(place)));
    }

    private static Finished behindALock(BadPlace place) throws SQLException {
        try (Connection other = place.database().connect()) {
            if (place.store() == SQLITE) {
                run(other, "BEGIN IMMEDIATE");
            } else {
                other.setAutoCommit(false);
                run(other, "LOCK TABLE job IN ACCESS EXCLUSIVE MODE");
            }
            return place.run("enqueue", "y", "--busy-timeout", "300ms");
        }
    }

    private static Stream<BadRow> edited() {
        return Stream.of(played(52, "rows that somebody edited", BadDatabases::workBesideEditedRows)
                .given(place -> {})
                .onEveryStore());
    }

    /** Each shows as what it is, the worker passes over it and says so once, and does the others. */
    private static void workBesideEditedRows(BadPlace place) {
        for (String id : List.of("good", "bad", "odd", "huge")) {
            place.run("enqueue", "--id", id, "echo fine").exits(0);
        }
        place.database().edit(edits(place.store()).toArray(String[]::new));

        place.run("list").exits(0).prints("good", "bad", "invalid", "odd", "huge");
        place.run("show", "bad").exits(0).prints("invalid");
        place.run("status").exits(0);
        Finished worked = place.cli()
                .start("worker", "start")
                .shows("good completed")
                .shows("the payload is not a shell job")
                .signal("INT")
                .end()
                .exits(0);
        assertThat(worked.err().split("unreadable-job-skipped", -1)).hasSize(2);
        place.run("show", "good", "-o", "json").exits(0).prints("\"state\":\"completed\"");
        place.run("show", "odd", "-o", "json").exits(0).prints("the payload is not a shell job");
        place.run("show", "bad", "-o", "json").exits(0).prints("\"state\":\"invalid\"");
    }

    private static List<String> edits(TestedStore store) {
        String bogus = "UPDATE job SET state = 'bogus', attempts = -3 WHERE name = 'bad'";
        return switch (store) {
            case SQLITE ->
                List.of(
                        "PRAGMA ignore_check_constraints = ON",
                        bogus,
                        "UPDATE job SET payload = CAST('{not json' AS BLOB) WHERE name = 'odd'",
                        "UPDATE job SET payload = zeroblob(3000000) WHERE name = 'huge'");
            case H2 ->
                List.of(
                        "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_state",
                        "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_counters",
                        bogus,
                        "UPDATE job SET payload = X'7b6e6f74' WHERE name = 'odd'",
                        "UPDATE job SET kind = '' WHERE name = 'huge'");
            case POSTGRES ->
                List.of(
                        "ALTER DOMAIN job_state DROP CONSTRAINT job_state_check",
                        "ALTER DOMAIN counter DROP CONSTRAINT counter_check",
                        "ALTER DOMAIN payload_bytes DROP CONSTRAINT payload_bytes_check",
                        bogus,
                        "UPDATE job SET payload = '\\x7b6e6f74' WHERE name = 'odd'",
                        "UPDATE job SET payload = convert_to(repeat('x', 3000000), 'UTF8') WHERE name = 'huge'");
        };
    }

    /** A command that writes and one that reads. */
    private static Stream<BadRow> both(int number, int code, BadRow.Step preparation) {
        return Stream.of(refused(number, code, "enqueue", "y"), refused(number, code, "list"))
                .map(row -> row.given(preparation));
    }
}
