package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** A person who moves jobs, sets something for queues and changes the schedule, at random. What fails, fails: the scribe sees what was done. */
final class Operator implements Runnable {

    static final String SCHEDULE = "tick";

    private final World world;
    private final Node node;
    private final SplittableRandom dice;
    private boolean done;

    Operator(World world, Node node) {
        this.world = world;
        this.node = node;
        dice = world.kernel().random().split();
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void run() {
        Shape shape = world.shape();
        if (shape.schedule()) {
            attempt(this::makeSchedule);
        }
        for (int i = 0; i < shape.moves(); i++) {
            world.kernel().sleep(dice.nextLong(shape.troubled() * 2_000_000L / shape.moves()));
            attempt(this::move);
        }
        done = true;
    }

    /** Takes back what keeps jobs from running. */
    void setFree() {
        for (String queue : new String[] {"a", "b"}) {
            attempt(() -> node.queue().queues().change(queue, set -> QueueSettings.none(set.queue())));
        }
        if (world.shape().schedule()) {
            attempt(() -> node.queue().schedules().resume(SCHEDULE));
        }
    }

    void removeSchedule() {
        attempt(() -> node.queue().schedules().remove(SCHEDULE));
    }

    private static void attempt(Runnable move) {
        try {
            move.run();
        } catch (QueueCtlException refused) {
            // Nobody asks for more.
        }
    }

    private void makeSchedule() {
        JobRequest job = JobRequest.of(Node.KIND, Payload.of("tick")).queue("a").maxAttempts(2);
        int luck = dice.nextInt(3);
        MissedRuns missed = luck == 0 ? MissedRuns.ONCE : luck == 1 ? MissedRuns.SKIP : MissedRuns.all(100);
        node.queue()
                .schedules()
                .put(Schedule.of(SCHEDULE, ScheduleSpec.every(Duration.ofSeconds(1)), job)
                        .missed(missed));
    }

    private void move() {
        JobId job = JobId.of("j" + (1 + dice.nextInt(world.shape().jobs())));
        String queue = dice.nextInt(3) == 0 ? "b" : "a";
        Instant now = Instant.ofEpochMilli(node.host().millis());
        switch (dice.nextInt(21)) {
            case 0, 1, 2 -> node.queue().cancel(job);
            case 3, 4 -> node.queue().requeue(job);
            case 5 -> node.store().admin().edit(job, JobEdit.NOTHING.priority(dice.nextInt(4)));
            case 6 -> node.store().admin().edit(job, JobEdit.NOTHING.payload(Payload.of("edited" + dice.nextInt())));
            case 7 -> node.store().admin().edit(job, JobEdit.NOTHING.runAt(now.plusMillis(dice.nextInt(400))));
            case 8 -> node.store().admin().delete(job);
            case 9, 10, 15 -> node.queue().queues().pause(queue);
            case 11 -> node.queue().queues().resume(queue);
            case 12, 13 -> node.queue().queues().limit(queue, 1);
            case 16 -> node.queue().queues().limit(queue, 2);
            case 14 -> node.queue().jobs().requeueAll(JobFilter.in(JobState.DEAD));
            case 17 -> node.queue().queues().drain(queue);
            case 18 -> stopSomebody();
            case 19 -> node.queue().jobs().cancelAll(JobFilter.ANY.queue(QueueName.of(queue)));
            default -> changeSchedule();
        }
    }

    private void stopSomebody() {
        List<NodeView> roster = node.store().nodes().roster();
        if (!roster.isEmpty()) {
            long epoch = roster.get(dice.nextInt(roster.size())).info().epoch();
            node.store().nodes().requestStop(epoch, dice.nextBoolean() ? StopMode.DRAIN : StopMode.NOW);
        }
    }

    private void changeSchedule() {
        if (world.shape().schedule()) {
            if (dice.nextBoolean()) {
                node.queue().schedules().pause(SCHEDULE);
            } else {
                node.queue().schedules().resume(SCHEDULE);
            }
        }
    }
}
