package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this JVM's own, which tests may stop, kill, start again and copy. It listens on the loopback address
 * only, keeps its port over restarts and syncs as a server should: {@code fsync} and {@code synchronous_commit} are on.
 * For one thread at a time.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    /** How a server goes down. */
    public enum Stop {
        /** Open transactions are rolled back, clients told, everything written: {@code pg_ctl stop -m fast}. */
        FAST("INT"),
        /** As in a crash, clients are told: {@code pg_ctl stop -m immediate}. */
        IMMEDIATE("QUIT"),
        /** As in a crash of the main process; clients see their connections break. */
        KILL("KILL");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private final ServerRoom room;
    private final Installation installation;
    private final Account account;
    private final Path folder;
    private final Address address;

    private PostgresServer(ServerRoom room, Installation installation, Account account, Path folder, Address address) {
        this.room = room;
        this.installation = installation;
        this.account = account;
        this.folder = folder;
        this.address = address;
    }

    /** A new one, running. @throws IllegalStateException if these programs do not run here as that account */
    static PostgresServer start(
            ServerRoom room, Installation installation, Account account, Map<String, String> settings) {
        Path folder = room.place("server");
        String password = UUID.randomUUID().toString();
        Address address = new Address("127.0.0.1", Ports.free(), "postgres", SUPERUSER, password, Map.of());
        PostgresServer server = new PostgresServer(room, installation, account, folder, address);
        server.makeData(password);
        server.configure(settings);
        server.start();
        return server;
    }

    /** Its maintenance database, as the superuser. */
    public Address address() {
        return address;
    }

    /** What runs, for people. */
    public String description() {
        return installation.name() + " as " + account.name();
    }

    /** Starts it again and waits until it serves. */
    public void start() {
        try {
            start(List.of()).getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it under another program, and waits until it serves.
     *
     * @param under the words before the command of the server
     * @return that program, with its standard input
     */
    public Process start(List<String> under) {
        Path log = folder.resolve("log");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Process process = launch(under, log);
        while (!isServing()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the server did not start in " + PATIENCE + ": " + tail(log));
            }
            if (!process.isAlive()) {
                // The children of a killed server hold its memory for a moment.
                requireLeftovers(log);
                process = launch(under, log);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return process;
    }

    /** Takes it down and waits until it is. */
    public void stop(Stop how) {
        long pid = pid();
        Program.run(folder, List.of("sh", "-c", "kill -" + how.signal + " " + pid));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "the server did not stop in " + PATIENCE + ": " + tail(folder.resolve("log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    public void restart(Stop how) {
        stop(how);
        start();
    }

    /** A second server that follows this one and is read-only until {@link #promote}. This one restarts for the copy. */
    public PostgresServer standby() {
        Path copy = room.place("server");
        stop(Stop.FAST);
        copyTree(data(), copy.resolve("data"));
        start();
        PostgresServer standby =
                new PostgresServer(room, installation, account, copy, address.at(address.host(), Ports.free()));
        append(
                copy.resolve("data/postgresql.conf"),
                Map.of(
                        "port",
                        String.valueOf(standby.address.port()),
                        "primary_conninfo",
                        "'host=%s port=%d user=%s password=%s'"
                                .formatted(address.host(), address.port(), address.user(), address.password())));
        append(copy.resolve("data/standby.signal"), Map.of());
        account.own(copy.resolve("data"));
        standby.start();
        return standby;
    }

    /** Where its data are. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Copies data of a server that does not run into a folder of their own, where a server may be started on them. The caller deletes it. */
    public Path copyOf(Path data) {
        Path copy = room.place("copy").resolve("data");
        copyTree(data, copy);
        return copy;
    }

    /**
     * Starts a server on such data for some statements, alone, one a line: it recovers from whatever it finds, and shuts down.
     *
     * @return what it said, its own words along with the rows
     * @throws IllegalStateException if it does not start
     */
    public String ask(Path data, List<String> statements) {
        account.own(data);
        List<String> command =
                account.command(program(), "--single", "-D", data.toString(), "-c", "fsync=off", address.database());
        return Program.run(folder, command, String.join("\n", statements) + "\n");
    }

    /** Makes a standby a server of its own, and waits until it can be written. */
    public void promote() {
        try {
            address.run("SELECT pg_promote(true, 30)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot promote the standby", e);
        }
    }

    /** Takes it down if it runs, and deletes its data. */
    @Override
    public void close() {
        if (Files.exists(pidFile())
                && ProcessHandle.of(pid()).map(ProcessHandle::isAlive).orElse(false)) {
            stop(Stop.IMMEDIATE);
        }
        Program.run(Path.of("/"), List.of("rm", "-rf", folder.toString()));
    }

    private void makeData(String password) {
        try {
            Path secret = Files.writeString(folder.resolve("secret"), password);
            Files.createDirectory(data());
            account.own(folder);
            Program.run(
                    folder,
                    account.command(
                            installation.programs().resolve("initdb").toString(),
                            "--pgdata=" + data(),
                            "--username=" + SUPERUSER,
                            "--pwfile=" + secret,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-sync"));
            Files.delete(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(Map<String, String> settings) {
        append(
                data().resolve("postgresql.conf"),
                Map.of(
                        "listen_addresses", "'127.0.0.1'",
                        "port", String.valueOf(address.port()),
                        "unix_socket_directories", "''",
                        "max_connections", "200",
                        "fsync", "on",
                        "synchronous_commit", "on",
                        // In the data folder, where it goes with the rest when nobody can tidy up.
                        "dynamic_shared_memory_type", "mmap"));
        append(data().resolve("postgresql.conf"), settings);
    }

    private Process launch(List<String> under, Path log) {
        List<String> command = Stream.concat(
                        under.stream(), account.command(program(), "-D", data().toString()).stream())
                .toList();
        return Program.background(folder, command, log.toFile());
    }

    private String program() {
        return installation.programs().resolve("postgres").toString();
    }

    private boolean isServing() {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void requireLeftovers(Path log) {
        String said = tail(log);
        if (!said.contains("shared memory") && !said.contains("lock file")) {
            throw new IllegalStateException("the server (" + description() + ") did not start: " + said);
        }
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    private long pid() {
        try (Stream<String> lines = Files.lines(pidFile())) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not run", e);
        }
    }

    private static void append(Path file, Map<String, String> settings) {
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) {
        Program.run(from, List.of("cp", "-R", "-p", from.toString(), to.toString()));
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
