package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Host;
import io.queuectl.simulation.kernel.Jdk;
import io.queuectl.simulation.kernel.Kernel;
import java.time.Duration;
import java.util.SplittableRandom;

/** What jobs do on a node: take their time, and end in every way there is. */
final class Work implements JobExecutor {

    /** The longest run. */
    static final Duration LONGEST = Duration.ofMillis(900);

    private static final String CHILD = ".child-";

    private final Kernel kernel;
    private final Host host;
    private final Scribe scribe;
    private final SplittableRandom dice;
    private int running;

    Work(Kernel kernel, Host host, Scribe scribe) {
        this.kernel = kernel;
        this.host = host;
        this.scribe = scribe;
        dice = kernel.random().split();
    }

    /** Whether nothing runs here, not even for a node that has lost its lease. */
    boolean isIdle() {
        return running == 0 || host.isCrashed();
    }

    @Override
    public Outcome execute(Claim claim, AttemptContext context) throws InterruptedException {
        String id = claim.id().text();
        String token = claim.token().toString();
        running++;
        scribe.write(scribe.event(What.START, host.name(), id)
                .under(token)
                .with("now", host.millis())
                .with("hash", Scribe.hash(claim.payload())));
        try {
            if (dice.nextInt(3) == 0) {
                context.log(id);
            }
            if (dice.nextInt(12) == 0 && !id.contains(CHILD)) {
                bringChild(JobId.of(id + CHILD + claim.ordinal()), context);
            }
            spend(dice.nextInt(4) == 0 ? dice.nextInt((int) LONGEST.toMillis()) : dice.nextInt(60));
            return outcome();
        } finally {
            running--;
            scribe.write(scribe.event(What.END, host.name(), id).under(token));
        }
    }

    private void bringChild(JobId id, AttemptContext context) {
        JobRequest child = JobRequest.of(Node.KIND, Payload.of("child" + dice.nextInt()))
                .id(id.text())
                .queue("a")
                .maxAttempts(2);
        scribe.sent(host.name(), child);
        try {
            context.enqueue(child);
            scribe.added(host.name(), child);
        } catch (QueueCtlException failed) {
            scribe.notAdded(host.name(), child, failed);
            throw failed;
        }
    }

    private Outcome outcome() {
        int luck = dice.nextInt(100);
        if (luck < 68) {
            return Outcome.completed();
        }
        if (luck < 90) {
            return Outcome.failed("sim", "by chance");
        }
        if (luck < 94) {
            return Outcome.snoozed(Duration.ofMillis(dice.nextInt(300)));
        }
        return luck < 97 ? Outcome.discarded("by chance") : Outcome.cancelled("by chance");
    }

    /** Heeds interrupts, but for one in four that does not. */
    private void spend(long millis) throws InterruptedException {
        boolean heeds = dice.nextInt(4) != 0;
        long until = kernel.nanos() + millis * 1_000_000;
        for (long left = until - kernel.nanos(); left > 0; left = until - kernel.nanos()) {
            Jdk.parkNanos(left);
            if (Jdk.interrupted() && heeds) {
                throw new InterruptedException();
            }
        }
    }
}
