package io.queuectl.cli.it;

import io.queuectl.cli.InThisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A shell prompt in one directory, with {@code queuectl}. What is started is a process of the built jar; what runs to its end does so within this process, whose
 * classes are loaded already, but under stress, where all are processes. Nothing of the real home or environment reaches the commands: without {@code --db} they use a database
 * below the directory.
 */
final class CommandLine implements AutoCloseable {

    /** Far more than any command needs on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String JAR = System.getProperty("queuectl.jar");

    private static final boolean IN_PROCESSES = Boolean.getBoolean("queuectl.stress");

    /** They start processes like themselves, or change what is the whole process's; so does a worker that goes on until it is stopped. */
    private static final Set<String> NEED_A_PROCESS = Set.of("demo", "bench", "--debug");

    /** A driver knows of no other working directory than that of its process. */
    private static final Pattern RELATIVE_URL = Pattern.compile("jdbc:(h2|sqlite):(?!mem:|tcp:|/|file:/).*");

    /** As the launcher starts it: short-lived processes gain nothing from the optimising compiler. */
    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    /** The built jar. Many are started, so they share an archive of the classes they would each parse anew. */
    private static final List<String> JAVA = concat(JVM, "-XX:SharedArchiveFile=" + classes(), "-jar", JAR);

    private final Path directory;
    private final Path transcripts;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Running> started = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();

    private CommandLine(Path directory, Path transcripts) {
        this.directory = directory;
        this.transcripts = transcripts;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", transcripts.resolve("home").toString());
        environment.put("XDG_DATA_HOME", transcripts.resolve("data").toString());
        environment.put("LANG", "C.UTF-8");
    }

    /** Of what some commands load on a file of each kind: most of it is what every command loads. */
    private static Path classes() {
        try {
            Path folder = Files.createTempDirectory(Path.of(JAR).getParent(), "classes-of-tests-");
            Set<String> loaded = new TreeSet<>();
            for (String database :
                    List.of(folder.resolve("queue.db").toString(), "jdbc:h2:" + folder.resolve("queue"))) {
                for (String command : List.of("enqueue true", "worker start --until-empty")) {
                    Path list = folder.resolve("loaded");
                    List<String> words = concat(JVM, "-Xlog:disable", "-XX:DumpLoadedClassList=" + list, "-jar", JAR);
                    words.addAll(List.of(command.split(" ", -1)));
                    words.addAll(List.of("--db", database));
                    run(folder, words);
                    loaded.addAll(Files.readAllLines(list));
                }
            }
            Path all = Files.write(folder.resolve("all"), loaded);
            Path archive = folder.resolve("queuectl.jsa");
            run(
                    folder,
                    concat(
                            JVM,
                            "-Xlog:disable",
                            "-Xshare:dump",
                            "-XX:SharedClassListFile=" + all,
                            "-XX:SharedArchiveFile=" + archive,
                            "-cp",
                            JAR));
            return archive;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void run(Path folder, List<String> words) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        int code = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(words + " ended with " + code + ": " + Files.readString(out));
        }
    }

    private static List<String> concat(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }

    static CommandLine in(Path directory) {
        try {
            Path transcripts = Files.createTempDirectory("queuectl-it-");
            Files.createDirectory(transcripts.resolve("home"));
            return new CommandLine(directory, transcripts);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Sets a variable for every later command. */
    CommandLine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path directory() {
        return directory;
    }

    /** The file that commands use when nothing names another database. */
    Path database() {
        String named = environment.get("QUEUECTL_DB");
        return named != null ? directory.resolve(named) : transcripts.resolve("data/queuectl/queue.db");
    }

    /** Has every later command work on that database. */
    CommandLine on(String location) {
        return with("QUEUECTL_DB", location);
    }

    /** What that database holds. */
    Database jobs() {
        String named = environment.getOrDefault("QUEUECTL_DB", "");
        return new Database(named.contains(":") ? named : database().toString());
    }

    /** Where a worker in the background writes. */
    Path workerLog() {
        Path file = database();
        boolean isFile = !environment.getOrDefault("QUEUECTL_DB", "").contains(":");
        return isFile
                ? file.resolveSibling(file.getFileName() + ".worker.log")
                : directory.resolve("queuectl.worker.log");
    }

    /** Runs a command to its end, with an empty standard input. */
    Finished run(String... arguments) {
        return finish(new byte[0], arguments);
    }

    /** Runs a command to its end with that standard input. */
    Finished type(String input, String... arguments) {
        return finish(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** Within this process, unless each is to have one of its own: by its nature, or because the stress test wants the built jar alone. */
    private Finished finish(byte[] input, String... arguments) {
        if (IN_PROCESSES || needsOne(List.of(arguments))) {
            return start(input, arguments).end(PATIENCE);
        }
        String typed = "queuectl " + String.join(" ", arguments);
        FutureTask<InThisProcess> command =
                new FutureTask<>(() -> InThisProcess.run(input, environment, directory, arguments));
        Thread thread = new Thread(command, typed);
        thread.setDaemon(true);
        thread.start();
        try {
            InThisProcess end = command.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Finished(typed, end.code(), end.out(), end.err());
        } catch (TimeoutException late) {
            AssertionError failure = new AssertionError(typed + " did not end within " + PATIENCE);
            failure.setStackTrace(thread.getStackTrace());
            throw failure;
        } catch (ExecutionException | InterruptedException broken) {
            throw new IllegalStateException(typed, broken);
        }
    }

    /** Starts a command and leaves it running; killed at the end of the test if it still does. */
    Running start(String... arguments) {
        return start(new byte[0], arguments);
    }

    /** Starts a command whose standard input stays open and silent. */
    Running startListening(String... arguments) {
        String line = String.join(" ", JAVA) + " " + String.join(" ", arguments);
        return launch(new byte[0], List.of("bash", "-c", "exec " + line + " < <(exec sleep 120)"));
    }

    /** Runs a line of a shell to its end; {@code queuectl} is the built command there. */
    Finished shell(String line) {
        String function = "queuectl() { " + String.join(" ", JAVA) + " \"$@\"; }; ";
        return launch(new byte[0], List.of("bash", "-c", function + line)).end(PATIENCE);
    }

    private boolean needsOne(List<String> words) {
        boolean works = words.contains("worker") && words.contains("start") && !words.contains("--until-empty");
        String database = environment.getOrDefault("QUEUECTL_DB", "");
        return works
                || environment.containsKey("JAVA_TOOL_OPTIONS")
                || RELATIVE_URL.matcher(database).matches()
                || words.stream()
                        .anyMatch(word -> NEED_A_PROCESS.contains(word)
                                || RELATIVE_URL.matcher(word).matches());
    }

    private Running start(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(arguments));
        return launch(input, command);
    }

    private Running launch(byte[] input, List<String> command) {
        int number = count.incrementAndGet();
        Path in = transcripts.resolve(number + ".in");
        Path out = transcripts.resolve(number + ".out");
        Path err = transcripts.resolve(number + ".err");
        try {
            Files.write(in, input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Running running = new Running(builder.start(), command, out, err);
            started.add(running);
            return running;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills what still runs and removes what commands wrote outside the directory. */
    @Override
    public void close() throws IOException {
        started.forEach(Running::kill);
        try (var paths = Files.walk(transcripts)) {
            paths.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
