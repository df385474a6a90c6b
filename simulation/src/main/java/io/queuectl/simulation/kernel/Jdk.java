package io.queuectl.simulation.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the code under test calls in place of the JDK's threads, waits, clocks and dice. On a thread that is not simulated each does what the JDK does.
 *
 * <p>Monitors stay the JDK's: they are only ever contended where a thread waits in the middle of one, and the calls to a store are made in none that others want.
 */
public final class Jdk {

    private static final long LOCK_NANOS = 200_000;

    private Jdk() {}

    /** Called before a call that waits and that no method here stands for: better a broken world than one that stands still. */
    public static void unforeseen(String call) {
        if (Carrier.current() != null) {
            throw new IllegalStateException("the simulation has nothing in place of " + call);
        }
    }

    @Instead(of = Thread.class, isStatic = true)
    public static Thread currentThread() {
        Task task = Carrier.current();
        return task == null ? Thread.currentThread() : task.thread();
    }

    @Instead(of = Thread.class)
    public static void start(Thread thread) {
        Task task = Carrier.current();
        if (task == null) {
            thread.start();
        } else {
            task.kernel().startHere(thread);
        }
    }

    @Instead(of = Thread.class)
    public static void join(Thread thread) throws InterruptedException {
        join(thread, 0);
    }

    @Instead(of = Thread.class)
    public static void join(Thread thread, long millis) throws InterruptedException {
        Task task = Carrier.current();
        if (task == null) {
            thread.join(millis);
            return;
        }
        Kernel kernel = task.kernel();
        long until = millis == 0 ? Long.MAX_VALUE : kernel.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (isAlive(thread) && kernel.nanos() < until) {
            throwIfInterrupted(task);
            kernel.waitFor(thread, until);
        }
    }

    @Instead(of = Thread.class)
    public static boolean isAlive(Thread thread) {
        Task task = Carrier.current();
        if (task == null) {
            return thread.isAlive();
        }
        Task other = task.kernel().task(thread);
        return other != null && !other.isDone();
    }

    @Instead(of = Thread.class)
    public static void interrupt(Thread thread) {
        Task task = Carrier.current();
        if (task == null) {
            thread.interrupt();
        } else {
            task.kernel().interrupt(thread);
        }
    }

    @Instead(of = Thread.class)
    public static boolean isInterrupted(Thread thread) {
        Task task = Carrier.current();
        Task other = task == null ? null : task.kernel().task(thread);
        return other == null ? thread.isInterrupted() : other.isInterrupted();
    }

    @Instead(of = Thread.class, isStatic = true)
    public static boolean interrupted() {
        Task task = Carrier.current();
        if (task == null) {
            return Thread.interrupted();
        }
        boolean was = task.isInterrupted();
        task.interrupted(false);
        return was;
    }

    /** Counted from one in each world: what is spread by it must be spread alike each time. */
    @Instead(of = Thread.class)
    public static long getId(Thread thread) {
        Task task = Carrier.current();
        Task other = task == null ? null : task.kernel().task(thread);
        return other == null ? thread.getId() : other.number() + 1L;
    }

    @Instead(of = LockSupport.class, isStatic = true)
    public static void park(Object blocker) {
        Task task = Carrier.current();
        if (task == null) {
            LockSupport.park(blocker);
        } else {
            task.kernel().park(Long.MAX_VALUE);
        }
    }

    @Instead(of = LockSupport.class, isStatic = true)
    public static void parkNanos(Object blocker, long nanos) {
        Task task = Carrier.current();
        if (task == null) {
            LockSupport.parkNanos(blocker, nanos);
        } else if (nanos > 0) {
            task.kernel().park(nanos);
        }
    }

    @Instead(of = LockSupport.class, isStatic = true)
    public static void parkNanos(long nanos) {
        parkNanos(Jdk.class, nanos);
    }

    @Instead(of = LockSupport.class, isStatic = true)
    public static void unpark(@Nullable Thread thread) {
        Task task = Carrier.current();
        if (task == null) {
            LockSupport.unpark(thread);
        } else {
            task.kernel().unpark(thread);
        }
    }

    @Instead(of = System.class, isStatic = true)
    public static long nanoTime() {
        Task task = Carrier.current();
        return task == null ? System.nanoTime() : task.host().nanos();
    }

    @Instead(of = System.class, isStatic = true)
    public static long currentTimeMillis() {
        Task task = Carrier.current();
        return task == null ? System.currentTimeMillis() : task.host().millis();
    }

    @Instead(of = InstantSource.class, isStatic = true)
    public static InstantSource system() {
        Task task = Carrier.current();
        return task == null ? InstantSource.system() : () -> Instant.ofEpochMilli(currentTimeMillis());
    }

    @Instead(of = Clock.class, isStatic = true)
    public static Clock systemUTC() {
        unforeseen("Clock.systemUTC");
        return Clock.systemUTC();
    }

    @Instead(of = ThreadLocalRandom.class)
    public static long nextLong(ThreadLocalRandom dice, long bound) {
        Task task = Carrier.current();
        return task == null ? dice.nextLong(bound) : task.kernel().random().nextLong(bound);
    }

    @Instead(of = ThreadLocalRandom.class)
    public static int nextInt(ThreadLocalRandom dice, int bound) {
        Task task = Carrier.current();
        return task == null ? dice.nextInt(bound) : task.kernel().random().nextInt(bound);
    }

    /** Real locks: their owner is the carrier, which stays the same as long as a thread lives. */
    @Instead(of = ReentrantLock.class)
    public static void lock(ReentrantLock lock) {
        Task task = Carrier.current();
        if (task == null) {
            lock.lock();
            return;
        }
        while (!lock.tryLock()) {
            task.kernel().sleep(LOCK_NANOS);
        }
    }

    @Instead(of = ReentrantLock.class)
    public static void lockInterruptibly(ReentrantLock lock) throws InterruptedException {
        Task task = Carrier.current();
        if (task == null) {
            lock.lockInterruptibly();
            return;
        }
        throwIfInterrupted(task);
        lock(lock);
    }

    /** Only where there is one: a store is called by one thread at a time, so nobody ever waits for it inside. */
    @Instead(of = Semaphore.class)
    public static void acquireUninterruptibly(Semaphore permits) {
        acquireUninterruptibly(permits, 1);
    }

    @Instead(of = Semaphore.class)
    public static void acquireUninterruptibly(Semaphore permits, int count) {
        if (Carrier.current() == null) {
            permits.acquireUninterruptibly(count);
        } else if (!permits.tryAcquire(count)) {
            unforeseen("a semaphore without a permit");
        }
    }

    @Instead(of = LinkedBlockingQueue.class)
    public static Object take(LinkedBlockingQueue<?> queue) throws InterruptedException {
        Task task = Carrier.current();
        if (task == null) {
            return queue.take();
        }
        while (true) {
            throwIfInterrupted(task);
            Object head = queue.poll();
            if (head != null) {
                return head;
            }
            task.kernel().waitFor(queue, Long.MAX_VALUE);
        }
    }

    @Instead(of = LinkedBlockingQueue.class)
    public static boolean add(LinkedBlockingQueue<Object> queue, Object item) {
        boolean added = queue.add(item);
        Task task = Carrier.current();
        if (task != null) {
            task.kernel().tell(queue);
        }
        return added;
    }

    @Instead(of = CountDownLatch.class)
    public static boolean await(CountDownLatch latch, long time, TimeUnit unit) throws InterruptedException {
        Task task = Carrier.current();
        if (task == null) {
            return latch.await(time, unit);
        }
        Kernel kernel = task.kernel();
        long until = kernel.nanos() + unit.toNanos(time);
        while (latch.getCount() > 0 && kernel.nanos() < until) {
            throwIfInterrupted(task);
            kernel.waitFor(latch, until);
        }
        return latch.getCount() == 0;
    }

    @Instead(of = CountDownLatch.class)
    public static void countDown(CountDownLatch latch) {
        latch.countDown();
        Task task = Carrier.current();
        if (task != null) {
            task.kernel().tell(latch);
        }
    }

    // The JDK's immutable sets and maps are iterated in another order in each process. Ours keep the order they were
    // made in.

    @Instead(of = Set.class, isStatic = true)
    public static Set<?> copyOf(Collection<?> items) {
        items.forEach(Objects::requireNonNull);
        return Collections.unmodifiableSet(new LinkedHashSet<>(items));
    }

    @Instead(of = Set.class, isStatic = true, name = "of")
    public static Set<?> setOf(Object[] items) {
        return copyOf(Arrays.asList(items));
    }

    @Instead(of = Set.class, isStatic = true, name = "of")
    public static Set<?> setOf(Object one, Object two) {
        return copyOf(List.of(one, two));
    }

    @Instead(of = Set.class, isStatic = true, name = "of")
    public static Set<?> setOf(Object one, Object two, Object three) {
        return copyOf(List.of(one, two, three));
    }

    @Instead(of = Map.class, isStatic = true, name = "copyOf")
    public static Map<?, ?> copyOf(Map<?, ?> items) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    private static void throwIfInterrupted(Task task) throws InterruptedException {
        if (task.isInterrupted()) {
            task.interrupted(false);
            throw new InterruptedException();
        }
    }
}
