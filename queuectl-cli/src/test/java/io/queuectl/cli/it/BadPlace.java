package io.queuectl.cli.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A directory, a database and a prompt at which something is done wrong. Knows what must not change by it. */
final class BadPlace implements AutoCloseable {

    private final TestedStore store;
    private final Path directory;
    private final TestedDatabase database;
    private final CommandLine cli;
    private Supplier<Object> watched = () -> "nothing";

    private BadPlace(TestedStore store, Path directory, TestedDatabase database) {
        this.store = store;
        this.directory = directory;
        this.database = database;
        cli = CommandLine.in(directory).on(database.location());
    }

    /** A new directory, and a database that is not made yet. */
    static BadPlace on(TestedStore store) {
        try {
            Path directory = Files.createTempDirectory("queuectl-bad-");
            return new BadPlace(store, directory, store.database(directory));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same with a prompt of its own, whose variables nobody else sees. */
    BadPlace again() {
        BadPlace again = new BadPlace(store, directory, database);
        again.watched = watched;
        return again;
    }

    TestedStore store() {
        return store;
    }

    Path directory() {
        return directory;
    }

    TestedDatabase database() {
        return database;
    }

    CommandLine cli() {
        return cli;
    }

    Finished run(String... words) {
        return cli.run(words);
    }

    /** The database's own file. */
    Path file() {
        return directory.resolve(store == TestedStore.H2 ? "queue.mv.db" : "queue.db");
    }

    /** A job that waits, one that is done, and the files that commands are pointed to. */
    BadPlace seeded() throws IOException {
        run("enqueue", "--id", "done", "echo done").exits(0);
        run("worker", "start", "--until-empty").exits(0);
        run("enqueue", "--id", "taken", "--delay", "1h", "echo waiting").exits(0);
        BadJobs.files(directory);
        watchTables();
        return this;
    }

    /** From now on no row may change. */
    void watchTables() {
        watchTables(database.connector());
    }

    /** From now on no row may change that those connections see. */
    void watchTables(TestedDatabase.Connector connector) {
        watched = () -> DatabaseDump.of(connector);
    }

    /** From now on no file of the directory may change, come or go. */
    void watchFiles() {
        watched = this::files;
    }

    /** From now on nothing but that file is looked at. */
    void watch(Path file) {
        watched = () -> bytes(file);
    }

    /** What may not change, to be compared. */
    Object watched() {
        return watched.get();
    }

    private Object files() {
        try (Stream<Path> all = Files.list(directory)) {
            TreeMap<String, Object> found = new TreeMap<>();
            all.forEach(file -> found.put(file.getFileName().toString(), bytes(file)));
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Object bytes(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Files.size(file) + " bytes " + Arrays.hashCode(Files.readAllBytes(file))
                    : "no file: " + Files.exists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs a command as a user whom permissions bind: root, as which containers like to run builds, is let through everywhere. */
    Finished unprivileged(String words) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return cli.shell("queuectl " + words);
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Path.of(System.getProperty("queuectl.jar"));
        Path copy = directory.resolve("jar").resolve("queuectl.jar");
        if (!Files.exists(copy)) {
            Files.createDirectory(copy.getParent());
            Files.copy(jar, copy);
        }
        return cli.shell("setpriv --reuid=65534 --regid=65534 --clear-groups " + command(copy) + " " + words);
    }

    /** The built command, for scripts within scripts. */
    static String command() {
        return command(Path.of(System.getProperty("queuectl.jar")));
    }

    private static String command(Path jar) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + jar;
    }

    static void seal(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** Of the prompt alone: what other prompts share stays until {@link #remove}. */
    @Override
    public void close() throws IOException {
        cli.close();
    }

    void remove() throws IOException {
        close();
        database.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
