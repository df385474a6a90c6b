package io.queuectl.examples;

import io.queuectl.api.Flow;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A book is cut into chapters, the words of each are counted side by side, and the sums are added up once the last is known. A page that cannot be read
 * cancels what needs it, and a job that cleans up runs all the same.
 */
public final class FanOutFanIn {

    private static final JobType<String> COUNT = JobType.text("words.count");
    private static final JobType<String> ADD_UP = JobType.text("words.add-up");
    private static final JobType<String> CLEAN_UP = JobType.text("words.clean-up");

    private static final List<String> BOOK =
            List.of("In the beginning", "was a queue of jobs", "and every one of them", "was done once");

    private FanOutFanIn() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("fan");
                QueueCtl queue = QueueCtl.builder()
                        .store(SqliteStore.open(scratch.file("jobs.db")))
                        .handle(
                                COUNT,
                                (chapter, context) -> context.result(Payload.of(Integer.toString(words(chapter)))),
                                options -> options.discardOn(IllegalArgumentException.class))
                        .handle(
                                ADD_UP,
                                (book, context) -> context.result(
                                        Payload.of(sum(context.parentResults().values()))))
                        .handle(CLEAN_UP, (book, context) -> context.result(Payload.of("clean")))
                        .build()) {
            queue.start(workers -> workers.queue("default", 4));

            List<JobId> ids = queue.enqueue(counting(BOOK));
            JobId sum = ids.get(BOOK.size());
            Expect.equal("how adding up ended", JobState.COMPLETED, end(queue, sum));
            Expect.equal(
                    "words of the book", "16", queue.result(sum).orElseThrow().text());

            List<JobId> spoilt = queue.enqueue(counting(List.of("a good page", "")));
            Expect.equal("the unreadable page", JobState.DEAD, end(queue, spoilt.get(1)));
            Expect.equal("what needed it", JobState.CANCELLED, end(queue, spoilt.get(2)));
            Expect.equal("cleaning up", JobState.COMPLETED, end(queue, spoilt.get(3)));
        }
    }

    private static Flow counting(List<String> chapters) {
        Flow flow = new Flow();
        Flow.Step[] counts =
                chapters.stream().map(chapter -> flow.add(COUNT.of(chapter))).toArray(Flow.Step[]::new);
        Flow.Step sum = flow.add(ADD_UP.of("book")).after(counts);
        flow.add(CLEAN_UP.of("book")).after(IfFailed.CONTINUE, sum);
        return flow;
    }

    private static int words(String chapter) {
        if (chapter.isEmpty()) {
            throw new IllegalArgumentException("an empty page");
        }
        return chapter.split(" ").length;
    }

    private static String sum(Collection<Payload> counts) {
        return Integer.toString(counts.stream()
                .mapToInt(count -> Integer.parseInt(count.text()))
                .sum());
    }

    private static JobState end(QueueCtl queue, JobId id) throws InterruptedException {
        return queue.await(id, Duration.ofSeconds(30)).orElseThrow().state();
    }
}
