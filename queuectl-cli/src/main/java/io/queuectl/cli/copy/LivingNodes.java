package io.queuectl.cli.copy;

import io.queuectl.core.engine.Liveness;
import io.queuectl.core.engine.ProcFileSystem;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Finds out whether anybody works on a database, without touching it. One thread. */
public final class LivingNodes {

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final JobStore store;
    private final Liveness liveness = new Liveness(ProcFileSystem.here(), System::nanoTime);

    public LivingNodes(JobStore store) {
        this.store = store;
    }

    /**
     * A node that lives, or nothing once all on the roster are known to be dead: at the latest when the longest of their leases is over.
     *
     * @param waiting is told once which node must be waited for
     */
    public Optional<NodeView> find(Consumer<NodeView> waiting) throws InterruptedException {
        boolean told = false;
        while (true) {
            List<NodeView> roster = store.nodes().roster();
            Optional<NodeView> unsure = Optional.empty();
            for (NodeView node : roster) {
                Liveness.Sign sign = liveness.of(node);
                if (sign == Liveness.Sign.ALIVE) {
                    return Optional.of(node);
                }
                unsure = sign == Liveness.Sign.UNKNOWN ? Optional.of(node) : unsure;
            }
            if (unsure.isEmpty()) {
                return Optional.empty();
            }
            if (!told) {
                waiting.accept(unsure.get());
                told = true;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
