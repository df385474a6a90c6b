package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The wall clocks of two workers jump by two hours, again and again, while one beside them is two hours ahead and one two hours behind, and so are those who bring jobs: no
 * acknowledged job is lost, nobody is taken for dead, no job runs again but after a failure, and schedules go on, each tick once.
 *
 * <p>Where the clocks of hosts decide what is due, on SQLite and H2, the schedules go by the clock that is ahead, as they must after a jump: whoever is behind has nothing to fire.
 */
@ExtendWith(Figures.class)
final class ClockIT {

    private static final int HOURS = 2;

    /** Far shorter than a jump, and longer than a busy machine keeps a node from renewing it. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final int SLOTS = 2;

    /** How long those that were brought have to run before more are. */
    private static final Duration GLANCE = Duration.ofSeconds(3);

    /** Before anything begins. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final Pattern STARTED = Pattern.compile("(\\d{4}-\\S+Z) \\S+ started.*");

    static Stream<Place> places() {
        return Place.orElse(Place.POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void clocksThatJumpLoseNothingRepeatNothingAndStopNoSchedule(Place place, Figures.Table figures) {
        try (Cluster cluster = Cluster.on(place, "clocks")) {
            Scene scene = new Scene(cluster);
            Budget budget = Budget.of("chaos.jumps", 4);
            int jumps = 0;
            while (!budget.isSpent(jumps)) {
                scene.jump();
                jumps++;
            }
            scene.end();
            Account account = Account.of(cluster, new Account.Terms(LEASE, SLOTS), scene.clocks());
            figures.add(
                    "clocks that jump by 2 h",
                    cluster,
                    "%d jumps; %d jobs acknowledged, %d completed, %d dead; %d attempts failed, %d lost, %d timed out; %d second runs; %s; %d faults"
                            .formatted(
                                    jumps,
                                    account.acknowledged(),
                                    account.in(JobState.COMPLETED),
                                    account.in(JobState.DEAD),
                                    account.ended(AttemptEnd.FAILED),
                                    account.lost(),
                                    account.ended(AttemptEnd.TIMED_OUT),
                                    account.secondRuns(),
                                    scene.ticks(),
                                    account.faults().size()));
            assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
            assertThat(account.lost()).isZero();
            assertThat(account.ended(AttemptEnd.TIMED_OUT)).isZero();
            assertThat((long) account.secondRuns()).isLessThanOrEqualTo(account.ended(AttemptEnd.FAILED));
            assertThat(jumps).isPositive();
        }
    }

    /** A schedule that ticks all the while. */
    private record Metronome(String name, Duration every, String missed) {

        /** Whether somebody ran a tick of it that began since then. */
        boolean ticked(Cluster cluster, long sinceMicros) {
            return starts(cluster).anyMatch(start -> start > sinceMicros);
        }

        LongStream starts(Cluster cluster) {
            return cluster.told().runs().stream()
                    .filter(run -> run.job().startsWith(name + ":"))
                    .mapToLong(Told.Run::started);
        }

        /** Microseconds between two of its ticks at most. */
        long longestSilence(Cluster cluster) {
            long[] starts = starts(cluster).sorted().toArray();
            long longest = 0;
            for (int i = 1; i < starts.length; i++) {
                longest = Math.max(longest, starts[i] - starts[i - 1]);
            }
            return longest;
        }
    }

    /** Workers by four clocks and two schedules. */
    private static final class Scene {

        private final Cluster cluster;
        private final SplittableRandom dice;
        private final Workload workload;
        private final Instant since =
                Instant.ofEpochMilli(Notebook.micros() / 1_000).minus(SLACK);
        private final List<WallClock> jumping = new ArrayList<>();
        private final List<Program> workers = new ArrayList<>();
        private final WallClock right;
        private final List<Metronome> metronomes = List.of(
                new Metronome("beat", Duration.ofSeconds(2), "once"),
                new Metronome("bar", Duration.ofSeconds(3), "skip"));

        Scene(Cluster cluster) {
            this.cluster = cluster;
            dice = cluster.dice("jumps");
            workload = new Workload(cluster.dice("jobs"), 0.02, 0.2);
            right = clock(0);
            // On H2 the first one serves the file to the others: its clock jumps, too.
            for (int hours : new int[] {0, 0, HOURS, -HOURS}) {
                WallClock clock = clock(hours);
                by(clock);
                workers.add(cluster.worker("-n", "" + SLOTS, "--lease", LEASE.toSeconds() + "s")
                        .shows("started (pid"));
                if (hours == 0) {
                    jumping.add(clock);
                }
            }
            metronomes.forEach(this::add);
        }

        private WallClock clock(int hours) {
            return WallClock.ahead(hours, cluster.directory().resolve("clock" + cluster.serial()));
        }

        /** Whoever is started from here on goes by that clock. */
        private void by(WallClock clock) {
            clock.variables().forEach(cluster::with);
        }

        private void add(Metronome metronome) {
            by(right);
            String command = workload.draft(metronome.name(), "true").command();
            String every = metronome.every().toSeconds() + "s";
            cluster.run("schedule", "add", metronome.name(), "--every", every, "--missed", metronome.missed(), command);
            told(metronome, "made");
            Patience.require(() -> "tick of " + metronome, () -> metronome.ticked(cluster, 0));
        }

        private void told(Metronome metronome, String changed) {
            cluster.notebook()
                    .write(Event.of(Notebook.micros(), What.TICK, "", metronome.name())
                            .with("changed", changed)
                            .with("every", metronome.every().toMillis())
                            .with("missed", metronome.missed()));
        }

        /** Sets the clock of one of those that jump, and waits until it has begun a job by it, and the schedules have ticked since. */
        void jump() {
            int which = dice.nextInt(jumping.size());
            WallClock clock = jumping.get(which);
            int before = workers.get(which).said().length();
            int ahead = dice.nextBoolean() ? HOURS : -HOURS;
            clock.set(clock.hours() == 0 ? ahead : 0);
            boolean[] began = {false};
            Patience.require(() -> "job begun by a clock that was set", () -> {
                by(dice.nextBoolean() ? right : clock);
                bring();
                by(clock);
                bring();
                began[0] |= Patience.until(GLANCE, () -> hasBegun(workers.get(which), before, clock));
                return began[0];
            });
            long now = Notebook.micros();
            for (Metronome metronome : metronomes) {
                Patience.require(() -> "tick of " + metronome, () -> metronome.ticked(cluster, now));
            }
        }

        /** Whether it said so, since it had said so much. */
        private static boolean hasBegun(Program worker, int saidBefore, WallClock clock) {
            return worker.said()
                    .substring(saidBefore)
                    .lines()
                    .map(STARTED::matcher)
                    .anyMatch(line -> line.matches() && clock.told(Instant.parse(line.group(1))));
        }

        /** None of them may take as long as a clock jumps. */
        private void bring() {
            String name = "j" + cluster.serial();
            List<Workload.Draft> jobs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                jobs.add(workload.draft(name + "." + i).within("30m"));
            }
            cluster.enqueue(jobs);
        }

        void end() {
            cluster.notebook().healed();
            by(right);
            metronomes.forEach(metronome -> {
                cluster.run("schedule", "remove", metronome.name());
                told(metronome, "removed");
            });
            cluster.awaitQuiet(Duration.ofMinutes(3));
            workers.forEach(worker -> worker.signal("TERM"));
            workers.forEach(worker -> assertThat(worker.end()).as(worker.said()).isZero());
        }

        /** PostgreSQL has one clock for all. */
        Clocks clocks() {
            return cluster.place() == Place.POSTGRES ? Clocks.TRUE : new Clocks(Duration.ofHours(HOURS), since);
        }

        String ticks() {
            long ticks = metronomes.stream()
                    .mapToLong(metronome -> metronome.starts(cluster).count())
                    .sum();
            long silence = metronomes.stream()
                    .mapToLong(metronome -> metronome.longestSilence(cluster) / 1_000)
                    .max()
                    .orElseThrow();
            return ticks + " ticks, at most " + silence + " ms between two of a schedule";
        }
    }
}
