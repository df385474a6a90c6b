package io.queuectl.cli.doctor;

import io.queuectl.cli.shell.ShellExecutor;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.core.engine.Liveness;
import io.queuectl.core.engine.Orphans;
import io.queuectl.core.engine.ProcFileSystem;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Who of the roster is dead, and what becomes of what those held: by the rules a worker goes by. One thread. */
public final class Wards {

    /** As a worker of the command line. */
    private static final int MAX_LOSSES = 3;

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final JobStore store;
    private final ShellExecutor shell;
    private final Liveness liveness = new Liveness(ProcFileSystem.here(), System::nanoTime);

    public Wards(JobStore store, ShellExecutor shell) {
        this.store = store;
        this.shell = shell;
    }

    /** As far as one look tells. */
    public boolean isDead(NodeView node) {
        return liveness.of(node) == Liveness.Sign.DEAD;
    }

    /** Watches each node until it beats or its lease is over, and takes the dead off the roster. Answers how many. */
    public int declareDead() throws InterruptedException {
        int declared = 0;
        boolean unsure = true;
        while (unsure) {
            unsure = false;
            for (NodeView node : store.nodes().roster()) {
                Liveness.Sign sign = liveness.of(node);
                unsure |= sign == Liveness.Sign.UNKNOWN;
                if (sign == Liveness.Sign.DEAD
                        && store.nodes().declareDead(node.info().epoch(), node.beat())) {
                    declared++;
                }
            }
            if (unsure) {
                LockSupport.parkNanos(LOOK_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return declared;
    }

    /** Gives back what nobody holds any more, and ends what still runs of it on this host. Answers how many jobs. */
    public int giveBack() {
        return Orphans.settle(store, MAX_LOSSES, this::end, store.clock().instant());
    }

    private void end(Claim claim) {
        if (claim.kind().equals(ShellJob.KIND)) {
            shell.endOrphan(claim);
        }
    }
}
