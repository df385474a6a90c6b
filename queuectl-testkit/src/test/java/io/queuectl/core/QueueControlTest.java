package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues that are paused, drained, limited and weighed while they run. */
class QueueControlTest {

    private final WorkBench bench = new WorkBench();

    /** What the jobs that run wait for. */
    private final Semaphore ends = new Semaphore(0);

    /** How often a node has looked at what is set. */
    private final AtomicInteger looks = new AtomicInteger();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    private final JobExecutor waits = (claim, context) -> {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            ends.acquire();
        } finally {
            running.decrementAndGet();
        }
        return Outcome.completed();
    };

    @AfterEach
    void close() {
        ends.release(100_000);
        bench.close();
    }

    @Test
    void aQueueThatAnotherProcessPausesStopsHereWithinASecondAndWhatRunsGoesOn() {
        QueueCtl working = lookingNode(1);
        QueueCtl other = bench.open(bench.builder());
        JobId first = working.enqueue(WorkBench.job());
        bench.awaitState(first, JobState.PROCESSING);
        other.queues().pause("default");
        awaitHeeded();
        JobId second = working.enqueue(WorkBench.job());
        ends.release();
        bench.awaitState(first, JobState.COMPLETED);
        awaitHeeded();
        assertThat(bench.view(second).counters()).isEqualTo(Counters.ZERO);
        assertThat(bench.view(second).state()).isEqualTo(JobState.PENDING);

        other.queues().resume("default");
        bench.awaitState(second, JobState.PROCESSING);
    }

    @Test
    void aNodeThatStartsHeedsWhatWasSetBefore() {
        QueueCtl other = bench.open(bench.builder());
        other.queues().pause("default");
        JobId id = other.enqueue(WorkBench.job());
        lookingNode(1);
        awaitHeeded();
        assertThat(bench.view(id).state()).isEqualTo(JobState.PENDING);

        other.queues().resume("default");
        bench.awaitState(id, JobState.PROCESSING);
        assertThat(bench.view(id).counters().releases()).isZero();
    }

    @Test
    void whatWasClaimedAheadOfAPausedQueueIsGivenBackAtNoCost() {
        JobExecutor fastThenWaits =
                (claim, context) -> claim.number() <= 500 ? Outcome.completed() : waits.execute(claim, context);
        QueueCtl queue = bench.working(1, fastThenWaits);
        List<JobId> ids = queue.enqueueAll(Collections.nCopies(600, WorkBench.job()));
        await().until(() -> running.get() == 1);
        queue.queues().pause("default");

        await().until(() -> bench.count(JobState.PROCESSING) == 1);
        assertThat(ids.stream().map(bench::view).filter(job -> job.state() == JobState.PENDING))
                .allSatisfy(job -> assertThat(job.counters().attempts()).isZero());
        ends.release(1_000);
        queue.queues().resume("default");
        await().until(() -> bench.count(JobState.COMPLETED) == 600);
    }

    @Test
    void aDrainedQueueRefusesNewJobsAndWorksOffWhatItHas() {
        QueueCtl queue = bench.open(bench.builder().executor(KIND, waits, options -> {}));
        JobId waiting = queue.enqueue(WorkBench.job());
        queue.queues().drain("default");
        assertThatThrownBy(() -> queue.enqueue(WorkBench.job())).isInstanceOf(QueueDrainingException.class);
        queue.enqueue(WorkBench.job().queue("other"));
        queue.start(workers -> workers.everyQueue(2));
        ends.release(2);
        bench.awaitState(waiting, JobState.COMPLETED);

        queue.queues().resume("default");
        ends.release(1);
        bench.awaitState(queue.enqueue(WorkBench.job()), JobState.COMPLETED);
    }

    @Test
    void threeNodesTogetherRunNoMoreThanTheQueueMay() {
        QueueCtl setting = bench.open(bench.builder());
        setting.queues().limit("default", 2);
        List<JobId> ids = setting.enqueueAll(Collections.nCopies(30, WorkBench.job()));
        IntStream.range(0, 3).forEach(i -> bench.working(4, waits));
        ends.release(30);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            bench.step(Duration.ofSeconds(1));
            return bench.count(JobState.COMPLETED) == ids.size();
        });

        assertThat(mostRunning.get()).isBetween(1, 2);
    }

    @Test
    void aLimitThatIsRaisedWhileTheQueueRunsLetsMoreRun() {
        QueueCtl queue = bench.open(bench.builder().executor(KIND, waits, options -> {}));
        queue.queues().limit("default", 1);
        queue.enqueueAll(Collections.nCopies(5, WorkBench.job()));
        queue.start(workers -> workers.queue("default", 4));
        await().until(() -> running.get() == 1);
        queue.queues().limit("default", 3);
        await().until(() -> running.get() == 3);
        queue.queues().change("default", settings -> settings.maxRunning(null));
        await().until(() -> running.get() == 4);

        assertThat(bench.data.queues().settings()).isEmpty();
    }

    @Test
    void jobsOfARatedQueueStartAsPermitsCome() {
        QueueCtl queue =
                bench.open(bench.builder().executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        queue.queues().rate("default", QueueRate.perSecond(2).burst(3));
        queue.enqueueAll(Collections.nCopies(9, WorkBench.job()));
        queue.start(workers -> workers.queue("default", 4));
        await().until(() -> bench.count(JobState.COMPLETED) == 3);
        for (int done = 4; done <= 9; done++) {
            bench.step(Duration.ofMillis(500));
            int expected = done;
            await().until(() -> bench.count(JobState.COMPLETED) == expected);
        }
    }

    @Test
    void aFullQueueTakesNoMoreUntilThereIsRoom() throws InterruptedException {
        QueueCtl queue = bench.open(bench.builder().executor(KIND, waits, options -> {}));
        queue.queues().maxWaiting("default", 2);
        queue.enqueueAll(Collections.nCopies(2, WorkBench.job()));
        assertThatThrownBy(() -> queue.enqueue(WorkBench.job())).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> queue.enqueue(WorkBench.job(), Duration.ofMillis(20)))
                .isInstanceOf(QueueFullException.class);
        queue.start(workers -> workers.queue("default", 1));

        assertThat(queue.enqueue(WorkBench.job(), Duration.ofSeconds(20))).isNotNull();
    }

    @Test
    void twoQueuesThatAlwaysHaveWorkShareTheSlotsByTheirWeights() {
        List<QueueName> started = Collections.synchronizedList(new ArrayList<>());
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            started.add(claim.queue());
                            return Outcome.completed();
                        },
                        options -> {}));
        List<JobRequest> jobs =
                new ArrayList<>(Collections.nCopies(2_000, WorkBench.job().queue("a")));
        jobs.addAll(Collections.nCopies(2_000, WorkBench.job().queue("b")));
        queue.enqueueAll(jobs);
        queue.start(workers -> workers.queues(4, shares -> shares.weight("a", 3).weight("b", 1)));
        await().atMost(Duration.ofSeconds(60)).until(() -> started.size() >= 2_000);

        long ofA = List.copyOf(started).subList(0, 2_000).stream()
                .filter(name -> name.text().equals("a"))
                .count();
        assertThat(ofA / 2_000.0).isCloseTo(0.75, within(0.075));
    }

    @Test
    void inStrictOrderTheFirstQueueIsServedFirst() {
        List<String> started = Collections.synchronizedList(new ArrayList<>());
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            started.add(claim.queue().text());
                            return Outcome.completed();
                        },
                        options -> {}));
        queue.enqueueAll(Collections.nCopies(50, WorkBench.job().queue("low")));
        queue.enqueueAll(Collections.nCopies(50, WorkBench.job().queue("high")));
        queue.start(workers -> workers.strict(1, "high", "low"));
        await().until(() -> started.size() == 100);

        assertThat(List.copyOf(started).subList(0, 50)).containsOnly("high");
        assertThat(List.copyOf(started).subList(50, 100)).containsOnly("low");
    }

    @Test
    void whatIsSetAndHowFullTheQueuesAreIsShown() {
        QueueCtl queue = bench.open(bench.builder());
        queue.enqueueAll(Collections.nCopies(3, WorkBench.job().queue("media")));
        queue.queues().limit("mail", 4);

        assertThat(queue.queues().list())
                .extracting(view -> view.queue().text())
                .containsExactly("mail", "media");
        assertThat(queue.queues().list().get(0).settings().maxRunning()).isEqualTo(4);
        assertThat(queue.queues().list().get(1).depth().waiting()).isEqualTo(3);
        assertThat(queue.queues().depth("media", 100)).isEqualTo(3);
        assertThat(queue.queues().settings("mail")).isEqualTo(queue.queues().limit("mail", 4));
    }

    /** A node whose every look at the settings is counted. */
    private QueueCtl lookingNode(int slots) {
        Faults counting = verb -> {
            looks.addAndGet(verb.equals("settings") ? 1 : 0);
            return Fault.NONE;
        };
        return bench.working(slots, bench.builder(counting).executor(KIND, waits, options -> {}));
    }

    /** Of two looks that begin from now on, the first is heeded before the second begins. */
    private void awaitHeeded() {
        int before = looks.get();
        await().atMost(Duration.ofSeconds(5)).until(() -> looks.get() >= before + 2);
    }
}
