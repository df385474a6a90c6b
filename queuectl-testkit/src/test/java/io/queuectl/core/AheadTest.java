package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that were claimed ahead of their start. */
class AheadTest {

    private static final JobType<String> TYPE = JobType.text(KIND);
    private static final int SHORT_JOBS = 500;

    private final WorkBench bench = new WorkBench();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean slow = new AtomicBoolean();

    @AfterEach
    void close() {
        goOn.countDown();
        bench.close();
    }

    @Test
    void aDrainGivesThemBackAtNoCost() throws InterruptedException {
        QueueCtl queue = workingAhead();
        List<JobId> ahead = ahead();
        queue.requestStop(StopMode.DRAIN);
        await().until(() -> ahead.stream().allMatch(id -> bench.view(id).state() == JobState.PENDING));
        goOn.countDown();

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(ahead).allSatisfy(id -> assertThat(bench.view(id).counters()).isEqualTo(new Counters(0, 0, 1)));
        assertThat(ahead)
                .allSatisfy(id -> assertThat(bench.data.queries().attempts(id)).isEmpty());
        assertThat(bench.count(JobState.PROCESSING)).isZero();
    }

    @Test
    void thoseThatWaitTooLongAreGivenBackForOthers() {
        workingAhead();
        List<JobId> ahead = ahead();
        bench.ticker.step(Duration.ofMillis(1_100));

        await().until(() -> ahead.stream().allMatch(id -> bench.view(id).state() == JobState.PENDING));
    }

    @Test
    void oneThatIsCancelledNeverStarts() {
        QueueCtl queue = workingAhead();
        JobId id = ahead().get(0);
        queue.cancel(id);

        assertThat(bench.awaitState(id, JobState.CANCELLED).counters().attempts())
                .isEqualTo(1);
        assertThat(bench.data.queries().attempts(id)).isEmpty();
    }

    @Test
    void aLapsedLeaseGivesThemBackUnharmed() {
        workingAhead();
        List<JobId> ahead = ahead();
        bench.step(WorkBench.LEASE);

        await().until(() ->
                ahead.stream().allMatch(id -> bench.view(id).counters().releases() == 1));
        assertThat(ahead)
                .allSatisfy(id -> assertThat(bench.view(id).counters().losses()).isZero());
    }

    /** One slot that has run many short jobs, and now holds a long one with others claimed ahead behind it. */
    private QueueCtl workingAhead() {
        QueueCtl queue = bench.open(bench.builder(verb -> {
                    if (verb.equals("exchange")) {
                        bench.ticker.step(Duration.ofMillis(2));
                    }
                    return Fault.NONE;
                })
                .executor(
                        KIND,
                        (claim, context) -> {
                            if (claim.payload().text().equals("long")) {
                                slow.set(true);
                                awaitLatch(goOn);
                            }
                            return Outcome.completed();
                        },
                        options -> {}));
        // All of them first: time passes with every exchange, and one that brings jobs while another runs makes that
        // one look slow.
        queue.enqueueAll(Collections.nCopies(SHORT_JOBS, TYPE.of("short")));
        queue.start(workers -> workers.queue("default", 1));
        await().until(() -> bench.count(JobState.COMPLETED) == SHORT_JOBS);
        List<JobRequest> jobs = new ArrayList<>();
        jobs.add(TYPE.of("long").priority(1));
        for (int i = 0; i < 5; i++) {
            jobs.add(TYPE.of("short"));
        }
        queue.enqueueAll(jobs);
        await().until(() -> slow.get() && bench.count(JobState.PROCESSING) == 6);
        return queue;
    }

    private List<JobId> ahead() {
        return bench
                .data
                .queries()
                .list(JobFilter.in(JobState.PROCESSING), PageRequest.first(PageRequest.Order.OLDEST_FIRST, 10))
                .jobs()
                .stream()
                .filter(job -> job.payload().text().equals("short"))
                .map(JobView::id)
                .toList();
    }
}
