package io.queuectl.chaos;

import io.queuectl.testkit.postgres.Address;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One database in a directory of its own, and the processes on it: those of the built command line, started with an empty environment, and programs of this
 * module. Whatever still runs at its close is killed, and the directory deleted. Thread-safe.
 */
public final class Cluster implements AutoCloseable {

    private final Path directory;
    private final Place place;
    private final String purpose;
    private final Place.Site site;
    private final long seed;
    private final Notebook notebook = new Notebook();
    private final Told told;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Program> programs = new CopyOnWriteArrayList<>();
    private final AtomicInteger serial = new AtomicInteger();

    private Cluster(Path directory, Place place, String purpose, Place.Site site, long seed) {
        this.directory = directory;
        this.place = place;
        this.purpose = purpose;
        this.site = site;
        this.seed = seed;
        told = new Told(directory);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("QUEUECTL_DB", site.location());
        environment.put("QUEUECTL_SHELL", Workload.SHELL);
        environment.put("QUEUECTL_BUSY_TIMEOUT", "60s");
    }

    /**
     * An empty database of that kind. What happens by chance comes from the system property {@code chaos.seed}, or from the clock.
     *
     * @param purpose what its history is filed under
     */
    public static Cluster on(Place place, String purpose) {
        return on(place, purpose, place::site);
    }

    /** On an empty database of a PostgreSQL server of one's own. */
    public static Cluster on(Address postgres, String purpose) {
        return on(
                Place.POSTGRES,
                purpose,
                directory -> new Place.Site(postgres.shortUrl(), () -> {}, () -> new Place.Disk(0, 0)));
    }

    private static Cluster on(Place place, String purpose, Function<Path, Place.Site> sites) {
        try {
            Path directory = Files.createTempDirectory("queuectl-chaos-");
            Files.createDirectory(directory.resolve("home"));
            Files.createDirectory(directory.resolve("said"));
            Place.Site site = sites.apply(directory);
            long seed = Long.getLong("chaos.seed", System.nanoTime() & 0xffff_ffffL);
            return new Cluster(directory, place, purpose, site, seed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sets a variable for every command that is started later; {@code LD_PRELOAD} for instance. Before threads start commands. */
    public Cluster with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Path directory() {
        return directory;
    }

    public Place place() {
        return place;
    }

    String purpose() {
        return purpose;
    }

    /** As given to {@code --db}. */
    public String location() {
        return environment.getOrDefault("QUEUECTL_DB", site.location());
    }

    /** The database itself, also when commands reach it in a roundabout way. */
    public Database database() {
        return new Database(site.location());
    }

    /** What the database takes on disk now. */
    public Place.Disk disk() {
        return site.disk().get();
    }

    /** From which everything by chance comes; printed with each run. */
    public long seed() {
        return seed;
    }

    /** Dice of one's own, the same for the same seed and purpose. */
    public SplittableRandom dice(String purpose) {
        return new SplittableRandom(seed * 31 + purpose.hashCode());
    }

    public Notebook notebook() {
        return notebook;
    }

    public Told told() {
        return told;
    }

    /** Runs a command of {@code queuectl} to its end, which must be a good one. Answers the lines it printed. */
    public List<String> run(String... arguments) {
        Program program = start("c" + serial.incrementAndGet(), arguments);
        int code = program.end();
        if (code != 0) {
            throw new AssertionError(
                    "queuectl " + String.join(" ", arguments) + " ended with " + code + ":\n" + program.said());
        }
        return program.lines();
    }

    /** Starts a command of {@code queuectl}. */
    public Program start(String name, String... arguments) {
        List<String> words = new ArrayList<>(Jar.words());
        words.addAll(List.of(arguments));
        return launch(name, words);
    }

    /** Starts a worker that serves every queue, under a name that no other has. */
    public Program worker(String... options) {
        String name = "w" + serial.incrementAndGet();
        List<String> words = new ArrayList<>(List.of("worker", "start", "--name", name));
        words.addAll(List.of(options));
        return start(name, words.toArray(String[]::new));
    }

    /** Starts a program of this module, with options for its JVM. */
    public Program program(String name, List<String> options, Class<?> main, String... arguments) {
        List<String> words = Jar.ownClasses(options, main);
        words.addAll(List.of(arguments));
        return launch(name, words);
    }

    /** Kills a worker with {@code kill -9}, and writes it down. */
    public void kill(Program worker) {
        notebook.crashed(worker.name());
        worker.kill();
    }

    /** Adds jobs, all of which must be taken. */
    public void enqueue(List<Workload.Draft> jobs) {
        String producer = "p" + serial.incrementAndGet();
        Program program = enqueue(producer, jobs);
        if (program.end() != 0) {
            throw new AssertionError("jobs were not taken:\n" + program.said());
        }
        program.lines().forEach(id -> notebook.acknowledged(producer, id));
    }

    /** Starts to add jobs, whose ids it prints when they are there, and writes down that they may be. */
    Program enqueue(String producer, List<Workload.Draft> jobs, String... options) {
        try {
            Path file = directory.resolve("said").resolve(producer + ".jobs");
            Files.write(file, jobs.stream().map(Workload.Draft::json).toList());
            jobs.forEach(job -> notebook.sent(producer, job));
            List<String> words = new ArrayList<>(List.of("enqueue", "--file", file.toString(), "-o", "id"));
            words.addAll(List.of(options));
            return start(producer, words.toArray(String[]::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A number that nobody else here gets. */
    public int serial() {
        return serial.incrementAndGet();
    }

    /** Waits until nothing waits or runs any more. */
    public void awaitQuiet(Duration atMost) {
        Duration between = Duration.ofMillis(200);
        Patience.require(atMost, () -> "quiet: " + database().unfinished() + " jobs are left\n" + lastWords(), () -> {
            Patience.pass(between);
            return database().unfinished() == 0;
        });
    }

    /** Where the last processes stand: whether each is there, and its last lines. For whoever waits in vain. */
    public String lastWords() {
        StringBuilder words = new StringBuilder();
        List<Program> last = programs.subList(Math.max(0, programs.size() - 12), programs.size());
        for (Program program : programs) {
            if (program.isAlive() || last.contains(program)) {
                List<String> lines = program.said().lines().toList();
                words.append(program.name())
                        .append(program.isAlive() ? " is at work" : " ended with " + program.end())
                        .append(lines.isEmpty() ? "" : ":")
                        .append('\n');
                lines.subList(Math.max(0, lines.size() - 5), lines.size())
                        .forEach(line -> words.append("  ").append(line).append('\n'));
            }
        }
        return words.toString();
    }

    /** Stack traces in what processes said: none is expected, however hard they were treated. */
    public List<String> traces() {
        return programs.stream()
                .flatMap(program -> program.said()
                        .lines()
                        .filter(line -> line.startsWith("\tat ") || line.startsWith("Exception in"))
                        .limit(1)
                        .map(line -> program.name() + ": " + line))
                .toList();
    }

    private Program launch(String name, List<String> words) {
        int number = serial.incrementAndGet();
        Path out = directory.resolve("said").resolve(number + ".out");
        Path err = directory.resolve("said").resolve(number + ".err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Program program = new Program(name, builder.start(), out, err);
            programs.add(program);
            return program;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        programs.forEach(program -> {
            if (program.isAlive()) {
                program.kill();
            }
        });
        site.drop().run();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
