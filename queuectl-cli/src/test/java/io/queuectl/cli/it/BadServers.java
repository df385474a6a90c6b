package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;
import static io.queuectl.cli.it.TestedStore.H2;
import static io.queuectl.cli.it.TestedStore.POSTGRES;
import static io.queuectl.cli.it.TestedStore.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.TestPostgres;
import java.util.List;
import java.util.stream.Stream;

/** Databases by URL that let nobody in, or are not to be opened, and no password in what is said of them: rows 48 to 50. */
final class BadServers {

    private static final String SECRET = "pa55-w0rd";

    private BadServers() {}

    static Stream<BadRow> rows() {
        return Stream.of(heldByAnother(), servers(), urls()).flatMap(rows -> rows);
    }

    private static Stream<BadRow> heldByAnother() {
        return Stream.of(
                        Stream.of("enqueue true", "list")
                                .map(words -> refused(48, 5, words + " beside the worker that has the file", place -> {
                                            Running worker = worker(place, alone(place));
                                            Finished refused =
                                                    place.cli().on(alone(place)).run(words.split(" "));
                                            worker.signal("TERM").end().exits(0);
                                            return refused;
                                        })
                                        .names("another process has it open", "queue.mv.db", "AUTO_SERVER=TRUE")
                                        .given(place -> place.run("enqueue", "echo waits")
                                                .exits(0))
                                        .on(H2)),
                        Stream.of(played(48, "a file that its worker serves to others", place -> {
                                    Running worker =
                                            worker(place, place.database().location());
                                    place.run("enqueue", "true", "--id", "shared")
                                            .exits(0);
                                    place.run("wait", "shared").exits(0);
                                    place.run("status").exits(0).prints("Store: H2", "WRITE_DELAY=0");
                                    worker.signal("TERM").end().exits(0);
                                })
                                .given(place -> {})
                                .on(H2)))
                .flatMap(rows -> rows);
    }

    private static String alone(BadPlace place) {
        return "jdbc:h2:" + place.directory().resolve("queue");
    }

    private static Running worker(BadPlace place, String location) {
        return place.cli().start("worker", "start", "--db", location).shows("1 worker started");
    }

    private static Stream<BadRow> servers() {
        return Stream.of(
                        unwelcome(5, "refused", server -> server.at("127.0.0.1", 1)),
                        unwelcome(8, "password", server -> server.as(server.user(), SECRET)),
                        unwelcome(8, "nobody_here", server -> server.as("nobody_here", SECRET)),
                        unwelcome(5, "no_such_database", server -> server.in("no_such_database")),
                        unwelcome(8, "SSL", server -> server.with("sslmode", "require")))
                .flatMap(rows -> rows);
    }

    /** How a URL is spoilt. */
    @FunctionalInterface
    private interface Spoiling {
        Address of(Address server);
    }

    private static Stream<BadRow> unwelcome(int code, String named, Spoiling spoiling) {
        BadRow.Deed[] deeds = {
            place -> place.run("enqueue", "true"),
            place -> place.run("status"),
            place -> place.run("migrate"),
            place -> place.run("worker", "start", "-d"),
            place -> {
                Finished traced =
                        place.cli().shell("queuectl enqueue true --debug").says("\tat ");
                return new Finished(traced.command(), traced.code(), traced.out(), untraced(traced.err()));
            }
        };
        return Stream.of(deeds)
                .map(deed -> refused(49, code, "a server that says: " + named, place -> {
                            place.cli()
                                    .on(spoiling.of(TestPostgres.address())
                                            .with("schema", "never_made")
                                            .shortUrl());
                            Finished finished = deed.at(place);
                            assertThat(finished.err())
                                    .doesNotContain(SECRET)
                                    .doesNotContain(TestPostgres.address().password());
                            return finished;
                        })
                        .names(named)
                        .given(place -> {})
                        .on(POSTGRES));
    }

    /** What is said without the trace that was asked for. */
    private static String untraced(String err) {
        return err.lines()
                .filter(line -> line.startsWith("error: ") || line.startsWith("hint: "))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private static Stream<BadRow> urls() {
        return Stream.of(
                        url("jdbc:h2:./queue;INIT=RUNSCRIPT FROM 'x.sql';PASSWORD=" + SECRET, "INIT"),
                        url(
                                "jdbc:h2:./queue;PASSWORD=" + SECRET + ";DATABASE_EVENT_LISTENER='x.Y'",
                                "DATABASE_EVENT_LISTENER"),
                        url("jdbc:h2:./queue;WRITE_DELAY=500;PASSWORD=" + SECRET, "WRITE_DELAY"),
                        url("jdbc:h2:./queue;FILE_LOCK=NO;PASSWORD=" + SECRET, "FILE_LOCK"),
                        url("jdbc:h2:mem:queue;PASSWORD=" + SECRET, "end with the command"),
                        url(
                                "jdbc:postgresql://host/db?user=u&password=" + SECRET + "&socketFactory=x.Y",
                                "socketFactory"),
                        url("postgres://u:" + SECRET + "@host/db?sslfactory=x.Y", "sslfactory"),
                        url("postgres://u:" + SECRET + "@host/db?loggerFile=/tmp/x", "loggerFile"),
                        url(
                                "postgres://u:" + SECRET + "@host/db?authenticationPluginClassName=x.Y",
                                "authenticationPluginClassName"),
                        url("jdbc:mysql://u:" + SECRET + "@host/db?password=" + SECRET, "jdbc:mysql:"),
                        url("mysql://user:se/" + SECRET + "@host/db?password=" + SECRET, "mysql://…@host/db"),
                        url("jdbc:nosuch:queue;password=" + SECRET, "jdbc:nosuch:queue"),
                        url("http://u:" + SECRET + "@host/db", "http://…@host/db"),
                        Stream.of(refused(50, 2, "list", "--db", "").names("--db")))
                .flatMap(rows -> rows);
    }

    private static Stream<BadRow> url(String url, String named) {
        return Stream.of(List.of("enqueue", "true"), List.of("list"), List.of("migrate", "--print"))
                .map(words -> refused(50, 2, words.get(0) + " --db " + url.replace(SECRET, "…"), place -> {
                            Finished finished = place.cli().on(url).run(words.toArray(String[]::new));
                            assertThat(finished.err()).doesNotContain(SECRET);
                            return finished;
                        })
                        .names(named)
                        .on(SQLITE)
                        .given(BadPlace::watchFiles));
    }
}
