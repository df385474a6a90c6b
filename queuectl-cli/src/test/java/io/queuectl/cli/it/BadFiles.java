package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;
import static io.queuectl.cli.it.TestedStore.H2;
import static io.queuectl.cli.it.TestedStore.POSTGRES;
import static io.queuectl.cli.it.TestedStore.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Files that are no database, or cannot be reached, read or written: rows 36, 38, 39, 41, 42, 44, 45, 47 and 51. */
final class BadFiles {

    private static final int PAGE = 4_096;

    private BadFiles() {}

    static Stream<BadRow> rows() {
        return Stream.of(planted(), noFiles(), foreign(), damaged(), empty(), sealed(), devices())
                .flatMap(rows -> rows);
    }

    /** Settings are kept in the database: there is no other file of settings to guard. */
    private static Stream<BadRow> planted() {
        return Stream.concat(
                eachCommand(36, 8, BadFiles::linkedWhereEverybodyMayWrite)
                        .map(row -> row.names("symbolic link").on(SQLITE, H2)),
                Stream.of(played(36, "a database that everybody may write", place -> {
                            place.run("enqueue", "true").exits(0);
                            BadPlace.seal(place.file(), "rw-rw-rw-");
                            place.run("doctor").exits(1).prints("file-mode", "chmod");
                        })
                        .given(place -> {})
                        .on(SQLITE, H2)));
    }

    private static void linkedWhereEverybodyMayWrite(BadPlace place) throws IOException {
        Path own = Files.createDirectory(place.directory().resolve("own"));
        Files.createSymbolicLink(place.file(), own.resolve(place.file().getFileName()));
        BadPlace.seal(place.directory(), "rwxrwxrwx");
        place.watchFiles();
    }

    private static Stream<BadRow> noFiles() {
        return Stream.of(
                        eachCommand(38, 5, place -> {
                                    Files.createDirectory(place.file());
                                    place.watchFiles();
                                })
                                .map(row -> row.on(SQLITE, H2)),
                        eachCommand(38, 5, place -> {
                            place.cli().shell("mkfifo queue.db").exits(0);
                            place.watchFiles();
                        }),
                        eachCommand(38, 5, place -> {
                            try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                                socket.bind(UnixDomainSocketAddress.of(place.file()));
                            }
                            place.watchFiles();
                        }),
                        Stream.of(refused(38, 5, "a folder that is not there", place -> {
                                    place.watchFiles();
                                    String missing = place.directory() + "/no/such/folder";
                                    return place.run(
                                            "enqueue",
                                            "x",
                                            "--db",
                                            place.store() == H2 ? "jdbc:h2:" + missing : missing);
                                })
                                .names("no/such/folder", "does not exist")
                                .given(BadPlace::watchFiles)
                                .on(SQLITE, H2)))
                .flatMap(rows -> rows);
    }

    private static Stream<BadRow> foreign() {
        byte[] picture = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, PAGE);
        byte[] text = "This is a text, and long enough to be looked at twice.\n"
                .repeat(400)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] sealed = new byte[4 * PAGE];
        new java.util.Random(7).nextBytes(sealed);
        return Stream.of(picture, text, sealed)
                .flatMap(bytes -> eachCommand(39, 6, place -> {
                    Files.write(place.file(), bytes);
                    place.watchFiles();
                }))
                .map(row -> row.names("queue", "nothing was changed").on(SQLITE, H2));
    }

    private static Stream<BadRow> damaged() {
        return Stream.of(
                refused(41, 6, "list --all of a file with pages overwritten", place -> place.run("list", "--all"))
                        .names("queue.db", "damaged", ".recover")
                        .given(place -> {
                            filled(place);
                            byte[] bytes = Files.readAllBytes(place.file());
                            Arrays.fill(bytes, PAGE, Math.min(bytes.length, 10 * PAGE), (byte) 0x5a);
                            Files.write(place.file(), bytes);
                            place.watch(place.file());
                        }),
                refused(41, 6, "list --all of a file that was cut", place -> place.run("list", "--all"))
                        .names("queue", "damaged")
                        .on(SQLITE, H2)
                        .given(place -> {
                            filled(place);
                            try (FileChannel file = FileChannel.open(place.file(), StandardOpenOption.WRITE)) {
                                file.truncate(file.size() / 3 / PAGE * PAGE);
                            }
                            // H2 forgets what it cannot read as soon as it opens a shared file.
                            if (place.store() == SQLITE) {
                                place.watch(place.file());
                            }
                        }));
    }

    private static void filled(BadPlace place) {
        place.cli()
                .type(("echo " + "x".repeat(400) + "\n").repeat(2_000), "enqueue", "--stdin")
                .exits(0);
    }

    /** Files that are not there read as an empty queue, which is kinder than the refusal that the row asks for, and creates as little. */
    private static Stream<BadRow> empty() {
        return Stream.of(
                played(42, "reading a database that is not there", place -> {
                            place.run("list").exits(0).says("hint: ");
                            place.run("status").exits(0).says("hint: ");
                            place.run("config", "list").exits(0).prints("max_retries");
                            place.run("cancel", "1").refuses(3, "1");
                            place.run("clear").exits(0).prints("deleted 0 jobs");
                            assertThat(place.directory()).isEmptyDirectory();
                        })
                        .given(place -> {})
                        .on(SQLITE, H2),
                refused(42, 7, "list")
                        .names("schema version 0")
                        .hints("queuectl migrate")
                        .given(place -> {})
                        .on(POSTGRES),
                played(42, "reading a file without a byte", place -> {
                            Files.createFile(place.file());
                            place.run("list").exits(0).says("hint: ");
                            assertThat(place.file()).isEmptyFile();
                            assertThat(place.directory().toFile().list()).hasSize(1);
                        })
                        .given(place -> {})
                        .on(SQLITE, H2));
    }

    private static Stream<BadRow> sealed() {
        return Stream.of(
                refused(
                                44,
                                8,
                                "enqueue into a file that may be read only",
                                place -> place.unprivileged("enqueue y --db '" + location(place) + "'"))
                        .names("queue", "writ")
                        .on(SQLITE, H2)
                        .given(BadFiles::sealed),
                played(
                                44,
                                "list of a file that may be read only",
                                place -> place.unprivileged("list --db '" + location(place) + "'")
                                        .exits(0)
                                        .prints("waits"))
                        .on(SQLITE, H2)
                        .given(BadFiles::sealed),
                refused(
                                44,
                                8,
                                "a new file where nobody may write",
                                place -> place.unprivileged("enqueue y --db sealed/other.db"))
                        .names("sealed/other.db", "written")
                        .given(BadFiles::sealed));
    }

    private static void sealed(BadPlace place) throws IOException {
        Path folder = Files.createDirectory(place.directory().resolve("sealed"));
        place.cli().run("enqueue", "echo waits", "--db", location(place)).exits(0);
        Path file = folder.resolve(place.file().getFileName());
        BadPlace.seal(file, "r--r--r--");
        BadPlace.seal(folder, "r-xr-xr-x");
        place.watch(file);
    }

    private static String location(BadPlace place) {
        return (place.store() == H2 ? "jdbc:h2:" : "")
                + place.directory().resolve("sealed/queue")
                + (place.store() == H2 ? "" : ".db");
    }

    private static Stream<BadRow> devices() {
        return Stream.of(
                played(45, "a file that another computer keeps", BadFiles::farAway)
                        .given(place -> {}),
                refused(47, 5, "enqueue on a device that is full", BadFiles::onAFullDevice)
                        .names("queue", "no space left: make room")
                        .on(SQLITE, H2)
                        .given(place -> {}),
                refused(
                                51,
                                5,
                                "a folder that cannot hold the native library",
                                place -> place.cli()
                                        .with("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=/proc/no-folder")
                                        .shell("queuectl enqueue true"))
                        .names("/proc/no-folder", "-Dorg.sqlite.tmpdir=FOLDER", "execution")
                        .given(BadPlace::watchFiles));
    }

    /** Every file system is said to be NFS, to this process alone. */
    private static void farAway(BadPlace place) throws IOException {
        Files.writeString(place.directory().resolve("play"), """
                awk '{ $3 = "nfs"; print }' /proc/self/mounts >mounts
                mount --bind mounts /proc/$$/mounts || exit 99
                exec %s enqueue true --db queue.db
                """.formatted(BadPlace.command()));
        place.cli().shell("unshare -rm bash play").exits(0).says("network-file-system", "file-system=nfs");
    }

    /** A device that ends with its namespace is filled to the last byte, and has room again. */
    private static Finished onAFullDevice(BadPlace place) throws IOException {
        String text = "\"echo $(head -c 60000 /dev/zero | tr '\\0' x)\"";
        Files.createDirectory(place.directory().resolve("small"));
        Files.writeString(place.directory().resolve("play"), """
                export QUEUECTL_DB='%s'
                mount -t tmpfs -o size=4m none small || exit 99
                %s enqueue --id first %s >/dev/null || exit 98
                head -c 8m /dev/zero >small/filler 2>/dev/null
                %s enqueue --id second %s
                code=$?
                rm small/filler
                %s list -o id >left
                exit $code
                """.formatted(
                        place.store() == H2 ? "jdbc:h2:" + place.directory() + "/small/queue" : "small/queue.db",
                        BadPlace.command(),
                        text,
                        BadPlace.command(),
                        text,
                        BadPlace.command()));
        Finished finished = place.cli().shell("unshare -rm bash play");
        assertThat(place.directory().resolve("left")).hasContent("first");
        return finished;
    }

    /** A command that writes and one that reads. */
    private static Stream<BadRow> eachCommand(int number, int code, BadRow.Step preparation) {
        return List.of(new String[] {"enqueue", "x"}, new String[] {"list"}).stream()
                .map(words -> refused(number, code, words).given(preparation).names("queue"));
    }
}
