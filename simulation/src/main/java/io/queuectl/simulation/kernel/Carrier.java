package io.queuectl.simulation.kernel;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A real thread that lends itself to simulated ones, one after the other, and stands still unless it has the baton. */
final class Carrier implements Runnable {

    private static final ConcurrentLinkedDeque<Carrier> IDLE = new ConcurrentLinkedDeque<>();

    private static final ThreadLocal<Carrier> OWN = new ThreadLocal<>();

    private final Thread thread = Threads.make(this);

    /** Whose turn it carries; changed only by who has the baton. */
    private volatile @Nullable Task task;

    private volatile boolean turn;

    private Carrier() {}

    /** One for this task; it waits for its turn. */
    static Carrier of(Task task) {
        Carrier carrier = IDLE.pollFirst();
        if (carrier == null) {
            carrier = new Carrier();
            carrier.thread.start();
        }
        carrier.task = task;
        return carrier;
    }

    /** The simulated thread that runs on this one, or {@code null} outside of a simulation. */
    static @Nullable Task current() {
        Carrier carrier = OWN.get();
        return carrier == null ? null : carrier.task;
    }

    void giveTurn() {
        turn = true;
        LockSupport.unpark(thread);
    }

    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
        }
        turn = false;
    }

    /** Where it stands. */
    StackTraceElement[] stackTrace() {
        return thread.getStackTrace();
    }

    @Override
    public void run() {
        OWN.set(this);
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
