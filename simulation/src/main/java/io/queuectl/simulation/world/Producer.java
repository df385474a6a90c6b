package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Brings the jobs of a world, one or a few at a time, and says what it was told. */
final class Producer implements Runnable {

    private static final int BATCH = 3;

    private final World world;
    private final Node node;
    private final SplittableRandom dice;
    private boolean done;

    Producer(World world, Node node) {
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
        int brought = 0;
        while (brought < shape.jobs()) {
            world.kernel().sleep(dice.nextLong(shape.troubled() * 1_500_000L / shape.jobs()));
            int many = dice.nextInt(4) == 0 ? Math.min(BATCH, shape.jobs() - brought) : 1;
            List<JobRequest> requests = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                requests.add(request("j" + ++brought));
            }
            bring(requests);
        }
        done = true;
    }

    private JobRequest request(String id) {
        JobRequest request = JobRequest.of(Node.KIND, Payload.of(id + dice.nextInt()))
                .id(id)
                .queue(dice.nextInt(3) == 0 ? "b" : "a")
                .priority(dice.nextInt(3))
                .maxAttempts(1 + dice.nextInt(4));
        if (dice.nextInt(4) == 0) {
            request = request.delay(Duration.ofMillis(dice.nextInt(600)));
        }
        if (dice.nextInt(6) == 0) {
            request = request.timeout(Duration.ofMillis(100 + dice.nextInt(300)));
        }
        return dice.nextInt(5) == 0 ? request.uniqueKey("k" + dice.nextInt(2)) : request;
    }

    private void bring(List<JobRequest> requests) {
        try {
            List<JobId> ids = requests.size() == 1
                    ? List.of(node.queue().enqueue(requests.get(0)))
                    : node.queue().enqueueAll(requests);
            for (int i = 0; i < ids.size(); i++) {
                told(ids.get(i), requests.get(i));
            }
        } catch (QueueCtlException failed) {
            requests.forEach(request -> world.scribe().notAdded(node.name(), request, failed));
        }
    }

    private void told(JobId id, JobRequest request) {
        if (id.equals(request.id())) {
            world.scribe().added(node.name(), request);
        } else {
            world.scribe().stoodFor(node.name(), request);
        }
    }
}
