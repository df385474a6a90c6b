package io.queuectl.simulation.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A simulated thread. Everything in it is changed only by who has the baton. */
final class Task {

    private final Kernel kernel;
    private final Host host;
    private final Thread thread;
    private final int number;
    private @Nullable Carrier carrier;

    /** Counts its waits: a turn that was booked for an earlier one is void. */
    private int waits;

    private boolean waiting;
    private boolean permit;
    private boolean interrupted;
    private boolean done;

    /** @param thread never started: the identity that the code under test sees, and the code to run */
    Task(Kernel kernel, Host host, Thread thread, int number) {
        this.kernel = kernel;
        this.host = host;
        this.thread = thread;
        this.number = number;
    }

    Kernel kernel() {
        return kernel;
    }

    Host host() {
        return host;
    }

    Thread thread() {
        return thread;
    }

    int number() {
        return number;
    }

    Carrier carrier() {
        Carrier mine = carrier;
        if (mine == null) {
            mine = Carrier.of(this);
            carrier = mine;
        }
        return mine;
    }

    /** A new wait; answers its number. */
    int beginWait() {
        waiting = true;
        return ++waits;
    }

    void endWait() {
        waiting = false;
    }

    boolean isWaiting() {
        return waiting;
    }

    boolean isWaiting(int wait) {
        return waiting && waits == wait;
    }

    /** Voids the turn that was booked for its present wait, for a new one. */
    int rebook() {
        return ++waits;
    }

    boolean takePermit() {
        boolean had = permit;
        permit = false;
        return had;
    }

    void givePermit() {
        permit = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    void interrupted(boolean flag) {
        interrupted = flag;
    }

    boolean isDone() {
        return done;
    }

    /** Whether it ever ran. */
    boolean hasBegun() {
        return carrier != null;
    }

    /** Its name and where it stands, for people. */
    String describe() {
        StringBuilder text = new StringBuilder(host.name()).append('/').append(thread.getName());
        Carrier mine = carrier;
        if (mine != null) {
            Arrays.stream(mine.stackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.queuectl"))
                    .filter(frame -> !frame.getClassName().startsWith(Task.class.getPackageName()))
                    .limit(3)
                    .forEach(frame -> text.append(" < ").append(frame));
        }
        return text.toString();
    }

    @SuppressWarnings("DoNotCall") // the thread is an identity with code, and its carrier runs the code
    void run() {
        try {
            thread.run();
        } catch (Unwound over) {
            // As it should be.
        } catch (Throwable broken) {
            kernel.fail(broken);
        } finally {
            done = true;
        }
    }
}
