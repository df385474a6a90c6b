package io.queuectl.simulation.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One simulated world's time and threads. Each simulated thread has a real one of its own, but only the one with the baton runs; where it waits, it draws who is
 * next and hands the baton on. Time stands still while anybody runs and leaps to the next turn that is booked. So one seed gives one order of events.
 *
 * <p>Confined to the threads it runs, but for {@link #run}.
 */
public final class Kernel {

    /** When every simulated world begins. */
    public static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    /** Whoever may run is up to that late: threads that become ready together start in any order. */
    private static final int LATE_NANOS = 50_000;

    /** More turns than any sound world takes. */
    private static final int MOST_TURNS = 100_000;

    /** In real time. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final SplittableRandom random;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Thread, Task> byThread = new HashMap<>();
    private final IdentityHashMap<Object, List<Task>> waiters = new IdentityHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long now;
    private int taken;
    private int unwinding;
    private boolean over;
    private @Nullable Task first;
    private @Nullable Throwable failure;

    /** A moment booked for a task, void once the task waits for something else. */
    private record Turn(long at, int order, Task task, int turn) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byTime = Long.compare(at, other.at);
            int byOrder = byTime == 0 ? Integer.compare(order, other.order) : byTime;
            return byOrder == 0 ? Integer.compare(task.number(), other.task.number()) : byOrder;
        }
    }

    /** A world that has not begun. */
    public Kernel(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A process of that world. */
    public Host host(String name) {
        return new Host(this, name, random.nextLong(1L << 50));
    }

    /**
     * Runs the world: its first thread, and whatever that starts, until the first ends. Then the others end where they are.
     *
     * @throws IllegalStateException if a thread failed, none could go on, or the world has no end
     */
    public void run(Host host, Runnable body) {
        Task main = add(host, new Thread(body, "world"));
        first = main;
        main.carrier().giveTurn();
        try {
            if (!ended.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the world hangs in real time: " + where());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
        if (failure != null) {
            throw new IllegalStateException("the world broke: " + failure, failure);
        }
    }

    /** True time since the world began. */
    public long nanos() {
        return now;
    }

    /** True time, in milliseconds since 1970. */
    public long millis() {
        return BEGINNING.toEpochMilli() + now / 1_000_000;
    }

    /** Dice for the world. */
    public SplittableRandom random() {
        return random;
    }

    /** Starts a thread of a host. */
    public void start(Host host, String name, Runnable body) {
        start(add(host, new Thread(body, name)));
    }

    /** Lets the present thread wait that long, whatever happens. */
    public void sleep(long nanos) {
        Task task = current();
        long until = now + nanos;
        requireAlive();
        while (now < until) {
            waitUntil(task, until);
        }
    }

    /** Throws if the world is over: for calls that would change it. */
    public void requireAlive() {
        if (over) {
            throw new Unwound();
        }
    }

    /** The thread that runs; fails outside of a world. */
    static Task current() {
        Task task = Carrier.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return task;
    }

    void startHere(Thread thread) {
        if (!over) {
            start(add(current().host(), thread));
        }
    }

    void park(long nanos) {
        Task task = current();
        requireAlive();
        if (!task.takePermit() && !task.isInterrupted()) {
            waitUntil(task, nanos == Long.MAX_VALUE ? nanos : now + nanos);
            task.takePermit();
        }
    }

    void unpark(@Nullable Thread thread) {
        Task task = byThread.get(thread);
        if (task != null) {
            task.givePermit();
            wake(task);
        }
    }

    void interrupt(Thread thread) {
        Task task = byThread.get(thread);
        if (task != null) {
            task.interrupted(true);
            wake(task);
        }
    }

    @Nullable
    Task task(Thread thread) {
        return byThread.get(thread);
    }

    /** Whether the world is over: what its threads do from then on is no part of it. */
    public boolean isOver() {
        return over;
    }

    /** Waits until somebody tells of that object, an interrupt, or that time. */
    public void waitFor(Object object, long until) {
        Task task = current();
        requireAlive();
        List<Task> others = waiters.computeIfAbsent(object, unused -> new ArrayList<>());
        others.add(task);
        waitUntil(task, until);
        others.remove(task);
        if (others.isEmpty()) {
            waiters.remove(object);
        }
    }

    /** Wakes whoever waits for that object. */
    public void tell(Object object) {
        List<Task> others = waiters.get(object);
        if (others != null) {
            others.forEach(this::wake);
        }
    }

    void fail(Throwable broken) {
        if (failure == null) {
            failure = broken;
        }
        over = true;
    }

    /** A task is done. Answers what hands the baton on: to be run when its carrier is free for others. */
    Runnable ended(Task task) {
        if (task == first) {
            over = true;
        }
        tell(task.thread());
        Task next = next();
        return next == null ? ended::countDown : next.carrier()::giveTurn;
    }

    private Task add(Host host, Thread thread) {
        Task task = new Task(this, host, thread, tasks.size());
        tasks.add(task);
        byThread.put(thread, task);
        return task;
    }

    private void start(Task task) {
        book(soon(), task, task.beginWait());
    }

    private void wake(Task task) {
        if (task.isWaiting()) {
            book(soon(), task, task.rebook());
        }
    }

    private long soon() {
        return now + random.nextInt(LATE_NANOS);
    }

    private void book(long at, Task task, int wait) {
        turns.add(new Turn(at, random.nextInt(), task, wait));
    }

    private void waitUntil(Task task, long until) {
        int wait = task.beginWait();
        if (until != Long.MAX_VALUE) {
            book(Math.max(now, until), task, wait);
        }
        Task next = next();
        if (next == null) {
            throw new Unwound();
        }
        if (next != task) {
            Carrier mine = task.carrier();
            next.carrier().giveTurn();
            mine.awaitTurn();
        }
        requireAlive();
    }

    /** Who has the baton next; {@code null} when the world is over and everybody has ended. */
    private @Nullable Task next() {
        while (!over) {
            Turn turn = turns.poll();
            if (turn == null || taken++ > MOST_TURNS) {
                fail(new IllegalStateException((turn == null ? "nobody can go on: " : "no end: ") + where()));
            } else if (turn.task.isWaiting(turn.turn) && !turn.task.host().isCrashed()) {
                now = Math.max(now, turn.at);
                if (turn.task.host().isPaused()) {
                    book(turn.task.host().pausedUntil() + random.nextInt(LATE_NANOS), turn.task, turn.turn);
                } else {
                    turn.task.endWait();
                    return turn.task;
                }
            }
        }
        while (unwinding < tasks.size()) {
            Task task = tasks.get(unwinding);
            if (!task.isDone() && task.hasBegun()) {
                return task;
            }
            unwinding++;
        }
        return null;
    }

    private String where() {
        StringBuilder text = new StringBuilder("after " + taken + " turns at " + now / 1_000_000 + " ms");
        tasks.stream()
                .filter(task -> !task.isDone())
                .forEach(task -> text.append("; ").append(task.describe()));
        return text.toString();
    }
}
