package io.queuectl.simulation.kernel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A real thread that lends itself to simulated ones, one after the other, and stands still unless it has the baton. */
final class Carrier extends Thread {

    private static final ConcurrentLinkedDeque<Carrier> IDLE = new ConcurrentLinkedDeque<>();

    /** Whose turn it carries; changed only by who has the baton. */
    private volatile @Nullable Task task;

    private volatile boolean turn;

    private Carrier() {
        super("carrier");
        setDaemon(true);
    }

    /** One for this task; it waits for its turn. */
    static Carrier of(Task task) {
        Carrier carrier = IDLE.pollFirst();
        if (carrier == null) {
            carrier = new Carrier();
            carrier.start();
        }
        carrier.task = task;
        return carrier;
    }

    /** The simulated thread that runs on this one, or {@code null} outside of a simulation. */
    static @Nullable Task current() {
        return Thread.currentThread() instanceof Carrier carrier ? carrier.task : null;
    }

    void giveTurn() {
        turn = true;
        LockSupport.unpark(this);
    }

    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
        }
        turn = false;
    }

    @Override
    public void run() {
        while (true) {
            awaitTurn();
            Task mine = task;
            if (mine != null) {
                mine.run();
                task = null;
                Runnable handOver = mine.kernel().ended(mine);
                IDLE.addFirst(this);
                handOver.run();
            }
        }
    }
}
