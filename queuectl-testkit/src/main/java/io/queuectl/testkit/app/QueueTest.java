package io.queuectl.testkit.app;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.core.HandlerOptions;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.engine.Inline;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A queue for one test, as a JUnit extension: new and empty before each test, closed after it. Jobs wait until the test calls {@link #drain()}; time stands
 * still until it calls {@link #advance}. A parameter of type {@link QueueCtl} or {@link JobQueue} of a test method is given the queue.
 *
 * <pre>{@code
 * @RegisterExtension
 * final QueueTest queue = QueueTest.inMemory().handle(RESIZE, resizer::resize, on -> on.maxAttempts(3));
 * }</pre>
 *
 * <p>The settings are made before the test starts. For one test at a time: where tests run in parallel, in an instance field.
 */
public final class QueueTest implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<? extends JobStore> stores;
    private final List<Consumer<QueueCtlBuilder>> settings = new ArrayList<>();
    private int slots = 1;

    /** What belongs to the test that runs now. */
    private @Nullable QueueBench bench;

    private QueueTest(Supplier<? extends JobStore> stores) {
        this.stores = stores;
    }

    /** On a store in memory that takes no time to open. It shares no transactions: for those, {@link #on} a database. */
    public static QueueTest inMemory() {
        return new QueueTest(MemoryJobStore::new);
    }

    /** On a new, empty store for each test, {@code H2Store::memory} for instance; closed after the test. */
    public static QueueTest on(Supplier<? extends JobStore> newStore) {
        return new QueueTest(newStore);
    }

    /** What to do with the jobs of a type; see {@link QueueCtlBuilder#handle(JobType, JobHandler)}. */
    public <T> QueueTest handle(JobType<T> type, JobHandler<? super T> handler) {
        return with(builder -> builder.handle(type, handler));
    }

    /** What to do with the jobs of a type, and how. */
    public <T> QueueTest handle(JobType<T> type, JobHandler<? super T> handler, Consumer<HandlerOptions> options) {
        return with(builder -> builder.handle(type, handler, options));
    }

    /** Whatever else a queue can be told: may be called several times for one test, and must do the same each time. */
    public QueueTest with(Consumer<QueueCtlBuilder> more) {
        requireNotOpen();
        settings.add(more);
        return this;
    }

    /** How many jobs {@link #drain()} runs at a time: 1 by default, so that they run one after another in claim order. */
    public QueueTest slots(int atATime) {
        requireNotOpen();
        slots = atATime;
        return this;
    }

    /** The queue that the application under test is to use. No workers are on it. */
    public QueueCtl queue() {
        return bench().queue();
    }

    /** Adds a job, as the application would. */
    public JobId enqueue(JobRequest request) {
        return queue().enqueue(request);
    }

    /** Everything that can be read of the jobs. */
    public JobQueries jobs() {
        return bench().jobs();
    }

    /** The clock that stands still, for application code that asks for the time. */
    public InstantSource clock() {
        return bench().clock();
    }

    /** Moves time on: for what is due, and for the timeout of a job that runs. */
    public void advance(Duration step) {
        bench().advance(step);
    }

    /**
     * Moves time on until the next waiting job is due, and answers what time it is then. Moves nothing where a job is due already.
     *
     * @throws AssertionError if no job waits
     */
    public Instant advanceToNextDue() {
        return bench().advanceToNextDue();
    }

    /** As {@link #drain(Duration)}, with 10 s. */
    public List<JobEvent.Settled> drain() {
        return drain(PATIENCE);
    }

    /**
     * Runs every job that is due, and those that come to be due meanwhile; returns when none is left. What waits for a later time stays, and so does what waits in a paused
     * queue. Where nothing is left but jobs that wait for their queue's {@linkplain io.queuectl.api.QueueRate rate}, time is moved on by what a permit takes, half an
     * hour at most in all.
     *
     * @param atMost in real time
     * @return the ends of all attempts, in their order
     * @throws AssertionError that says what still runs, and where, if it takes longer
     */
    public List<JobEvent.Settled> drain(Duration atMost) {
        return bench().drain(slots, atMost);
    }

    /**
     * Runs the first attempt of such a job on the calling thread and leaves the queue alone: its payload is encoded and decoded, then comes the handler.
     * What the handler throws is in the outcome. Nobody watches the timeout.
     */
    public InlineRun runInline(JobRequest request) {
        Inline.Run run = bench().inline().run(request);
        return new InlineRun(run.outcome(), run.log(), run.result(), run.children());
    }

    /**
     * The next attempt of that kind which {@link #drain()} runs does its work, but the process dies before it can say so: the job counts as lost and runs
     * again. It shows whether the handler may run twice.
     */
    public void loseNext(JobType<?> type) {
        bench().loseNext(type.kind());
    }

    /**
     * From here on every call that the application makes to its queue goes wrong in this way. Errors that pass are tried again for a third of a second before
     * the application sees them. {@link #drain()} and assertions are not affected.
     */
    public void storeFails(Fault fault) {
        bench().fail(fault);
    }

    /** Ends {@link #storeFails}. */
    public void storeWorks() {
        bench().fail(Fault.NONE);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        requireNotOpen();
        bench = new QueueBench(stores.get(), List.copyOf(settings));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        QueueBench ended = bench;
        bench = null;
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == QueueCtl.class || type == JobQueue.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return queue();
    }

    private QueueBench bench() {
        if (bench == null) {
            throw new IllegalStateException("no test runs: is the field annotated with @RegisterExtension?");
        }
        return bench;
    }

    private void requireNotOpen() {
        if (bench != null) {
            throw new IllegalStateException("a test runs with this queue: settings come first, and one test at a time");
        }
    }
}
