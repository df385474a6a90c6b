package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One random walk over two stores: every step is drawn once, from what the reference holds, and taken on both. */
final class Walk {

    private static final int TRAIL = 12;
    private static final int NODES = 4;

    private final long seed;
    private final WalkPair pair;
    private final SplittableRandom random;
    private final SteppingClock clock = new SteppingClock();
    private final JobFixtures fixtures;
    private final List<Claimant> nodes = new ArrayList<>();
    private final WalkBatches batches;
    private final Deque<String> trail = new ArrayDeque<>();
    private int steps;

    Walk(long seed, WalkPair pair) {
        this.seed = seed;
        this.pair = pair;
        random = new SplittableRandom(seed);
        fixtures = new JobFixtures(seed);
        batches = new WalkBatches(random, fixtures);
    }

    void step() {
        steps++;
        clock.step(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(3_000) : 0));
        if (nodes.size() < NODES) {
            join();
        }
        int die = random.nextInt(100);
        if (die < 60) {
            exchange();
        } else if (die < 82) {
            operate();
        } else if (die < 97) {
            moveNodes();
        } else if (random.nextBoolean()) {
            putSetting("key-" + random.nextInt(3), random.nextBoolean() ? "value-" + steps : null);
        } else {
            changeQueue(WalkBatches.QUEUES.get(random.nextInt(WalkBatches.QUEUES.size())));
        }
    }

    /** Compares everything that can be read. */
    void look() {
        pair.finish(this::describe);
        lookAt(pair.subject(), "what is in the store");
    }

    /** Compares everything that can be read from a store that was opened since. */
    void lookAgain(WalkSide reopened) {
        lookAt(reopened, "what is in the store when it is opened again");
    }

    private void lookAt(WalkSide subject, String what) {
        Observed expected = Observed.of(pair.reference(), clock.instant());
        Observed actual = Observed.of(subject, clock.instant());
        assertThat(actual).as(describe(what)).isEqualTo(expected);
        assertThat(actual.counts()).as(describe("counts equal rows")).isEqualTo(actual.rows());
    }

    private void exchange() {
        List<Token> held = heldTokens();
        boolean repeat = random.nextInt(6) == 0;
        Function<WalkSide, Batch> batch = batches.draw(clock.instant(), nodes, held, repeat || pair.repeatsAtWill());
        Receipt receipt = pair.exchange(note(repeat ? "exchange twice" : "exchange"), batch, repeat);
        receipt.claims().forEach(claimed -> claimed.claims().forEach(claim -> batches.remember(claim.token())));
    }

    private void operate() {
        JobId id = anyJob();
        Instant now = clock.instant();
        switch (random.nextInt(5)) {
            case 0 -> take("cancel " + id, side -> side.store.admin().cancel(id, now));
            case 1 -> take("requeue " + id, side -> side.store.admin().requeue(id, now));
            case 2 -> {
                JobEdit edit = JobEdit.NOTHING
                        .priority(random.nextInt(3))
                        .runAt(now.plusMillis(random.nextInt(3_000)))
                        .payload(Payload.of("edited at step " + steps))
                        .queue(WalkBatches.QUEUES.get(random.nextInt(WalkBatches.QUEUES.size())));
                take("edit " + id, side -> side.store.admin().edit(id, edit));
            }
            case 3 -> take("delete " + id, side -> side.store.admin().delete(id));
            default -> {
                JobFilter filter = anyFilter();
                JobMove move = anyMove();
                // Found before, on both sides as they are: it is the move that may be lost on its way.
                int limit = 1 + random.nextInt(4);
                List<Long> expected = pair.reference().store.bulk().numbers(filter, 0, limit);
                List<Long> actual = pair.subject().store.bulk().numbers(filter, 0, limit);
                take(
                        move + " of " + filter,
                        side -> side.store
                                .bulk()
                                .moveAll(side == pair.reference() ? expected : actual, filter, move, now)
                                .jobs());
            }
        }
    }

    private void putSetting(String key, @Nullable String value) {
        take("put " + key, side -> {
            side.store.admin().putSetting(key, value);
            return key;
        });
    }

    private void changeQueue(QueueName queue) {
        Integer running = random.nextBoolean() ? null : (Integer) (1 + random.nextInt(4));
        QueueRate rate = random.nextBoolean()
                ? null
                : QueueRate.perSecond(1 + random.nextInt(3)).burst(3);
        boolean paused = random.nextInt(4) == 0;
        Instant now = clock.instant();
        take(
                "change queue " + queue,
                side -> side.store
                        .queues()
                        .change(
                                queue,
                                settings -> (paused ? settings.pause() : settings.resume())
                                        .maxRunning(running)
                                        .rate(rate),
                                now));
    }

    private void moveNodes() {
        int index = random.nextInt(nodes.size());
        long epoch = nodes.get(index).epoch();
        Instant now = clock.instant();
        switch (random.nextInt(6)) {
            case 0, 1 ->
                take(
                        "renew " + epoch,
                        side -> side.store.nodes().renew(epoch, now).stop() == null);
            case 2 -> {
                StopMode mode = random.nextBoolean() ? StopMode.NOW : StopMode.DRAIN;
                take("stop " + epoch, side -> side.store.nodes().requestStop(epoch, mode));
            }
            case 3 -> {
                take("leave " + epoch, side -> {
                    side.store.nodes().leave(epoch);
                    return epoch;
                });
                nodes.remove(index);
            }
            case 4 -> declareDead(index);
            default -> takeOver();
        }
    }

    private void declareDead(int index) {
        long epoch = nodes.get(index).epoch();
        long beat = pair.reference().roster().stream()
                .filter(node -> node.info().epoch() == epoch)
                .map(NodeView::beat)
                .findFirst()
                .orElse(0L);
        long seen = random.nextInt(3) == 0 ? beat + 1 : beat;
        boolean dead = take("declare dead " + epoch, side -> side.store.nodes().declareDead(epoch, seen));
        if (dead) {
            nodes.remove(index);
        }
    }

    /** Settles what dead nodes left, as a reaper does. */
    private void takeOver() {
        List<Token> orphans = take("orphans", WalkSide::orphans).stream()
                .map(claim -> claim.token())
                .toList();
        Instant now = clock.instant();
        pair.exchange(
                note("take over " + orphans),
                side -> Batch.of(now)
                        .settle(orphans.stream()
                                .map(token -> WalkBatches.lost(side.claim(token), now))
                                .toList()),
                false);
    }

    private void join() {
        Claimant node = new Claimant(fixtures.node().build());
        nodes.add(node);
        take("join " + node.epoch(), side -> {
            side.store.nodes().join(node.info(), clock.instant());
            return node.epoch();
        });
    }

    private <T> T take(String step, Function<WalkSide, T> action) {
        return pair.take(note(step), action);
    }

    private WalkPair.Step note(String step) {
        trail.addLast(steps + " " + step);
        if (trail.size() > TRAIL) {
            trail.removeFirst();
        }
        return what -> describe(what + " to " + step);
    }

    private List<Token> heldTokens() {
        return pair.reference().jobs(JobFilter.in(JobState.PROCESSING), PageRequest.Order.OLDEST_FIRST, 100).stream()
                .map(JobView::token)
                .toList();
    }

    private JobId anyJob() {
        List<JobView> jobs = pair.reference().jobs(JobFilter.ANY, PageRequest.Order.OLDEST_FIRST, 100);
        return jobs.isEmpty() || random.nextInt(20) == 0
                ? JobId.of("nobody")
                : jobs.get(random.nextInt(jobs.size())).id();
    }

    private JobMove anyMove() {
        return switch (random.nextInt(6)) {
            case 0 -> JobMove.CANCEL;
            case 1 -> JobMove.REQUEUE;
            case 2 -> new JobMove.Requeue(JobEdit.NOTHING.payload(Payload.of("requeued at step " + steps)));
            case 3 -> new JobMove.Edit(JobEdit.NOTHING.priority(random.nextInt(3)));
            default -> JobMove.DELETE;
        };
    }

    private JobFilter anyFilter() {
        JobFilter filter = switch (random.nextInt(4)) {
            case 0 -> JobFilter.ANY;
            case 1 -> JobFilter.in(JobState.DEAD);
            default -> JobFilter.in(JobState.COMPLETED, JobState.CANCELLED);
        };
        if (random.nextBoolean()) {
            filter = filter.queue(QueueName.DEFAULT);
        }
        return random.nextBoolean() ? filter.finishedBefore(clock.instant().minusSeconds(1)) : filter;
    }

    private String describe(String what) {
        return what + " at step " + steps + " of the walk of seed " + seed + "; last steps: "
                + String.join(", ", trail);
    }
}
