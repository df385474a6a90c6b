package io.queuectl.testkit;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A store that works as the one it wraps, but for the faults it is armed with: for tests of what stands on a store. Thread-safe.
 *
 * <p>Its wake-ups tell of nothing, so that a test sees whether the one above finds its work by itself.
 */
public final class FaultyStore implements JobStore {

    private static final long SLOW_NANOS = Duration.ofMillis(5).toNanos();

    private final JobStore inner;
    private final Faults faults;
    private final NodeStore nodes;
    private final JobQueries queries;
    private final JobAdmin admin;
    private final BulkMoves bulk;
    private final Schedules schedules;
    private final QueueControl queues;

    public FaultyStore(JobStore inner, Faults faults) {
        this.inner = inner;
        this.faults = faults;
        nodes = faulty(NodeStore.class, inner.nodes());
        queries = faulty(JobQueries.class, inner.queries());
        admin = faulty(JobAdmin.class, inner.admin());
        bulk = faulty(BulkMoves.class, inner.bulk());
        schedules = faulty(Schedules.class, inner.schedules());
        queues = faulty(QueueControl.class, inner.queues());
    }

    @Override
    public Receipt exchange(Batch batch) {
        return call("exchange", () -> inner.exchange(batch));
    }

    @Override
    public List<Insertion> insert(Connection transaction, List<NewJob> jobs, Instant now) {
        return call("insert", () -> inner.insert(transaction, jobs, now));
    }

    @Override
    public int lanes() {
        return inner.lanes();
    }

    @Override
    public int producers() {
        return inner.producers();
    }

    @Override
    public InstantSource clock() {
        return inner.clock();
    }

    @Override
    public NodeStore nodes() {
        return nodes;
    }

    @Override
    public JobQueries queries() {
        return queries;
    }

    @Override
    public JobAdmin admin() {
        return admin;
    }

    @Override
    public BulkMoves bulk() {
        return bulk;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public QueueControl queues() {
        return queues;
    }

    @Override
    public WakeUps wakeUps() {
        return call("wakeUps", Deaf::new);
    }

    @Override
    public StoreInfo info() {
        return call("info", inner::info);
    }

    @Override
    public void close() {
        inner.close();
    }

    private <T> T call(String verb, Supplier<T> work) {
        Fault fault = faults.next(verb);
        switch (fault) {
            case NONE, FAILS_AFTER -> {}
            case SLOW -> LockSupport.parkNanos(SLOW_NANOS);
            case BUSY -> throw StoreException.of(StoreException.Reason.BUSY, verb + ": locked (planted)", null);
            case FAILS_BEFORE ->
                throw StoreException.of(StoreException.Reason.UNAVAILABLE, verb + ": unreachable (planted)", null);
        }
        T answer = work.get();
        if (fault == Fault.FAILS_AFTER) {
            throw StoreException.unknown(StoreException.Reason.UNAVAILABLE, verb + ": answer lost (planted)", null);
        }
        return answer;
    }

    /** Each of these interfaces is called through its methods' names; a proxy says that once. */
    private <T> T faulty(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> call(method.getName(), () -> {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw new IllegalStateException(method + " threw what it may not", thrown.getCause());
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Hears nothing. */
    private static final class Deaf implements WakeUps {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            return closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
