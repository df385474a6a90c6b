package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.postgres.PostgresStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One application whose queues lie in two PostgreSQL databases, for when one server commits no faster: mail and invoices in the first, images and reports in
 * the second. Workers serve both, and each job runs once, where it was enqueued.
 *
 * <p>Arguments: two JDBC URLs, of two servers in earnest.
 */
public final class SpreadQueues {

    private static final int JOBS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JobType<String> WORK = JobType.text("work");

    private SpreadQueues() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (QueueCtl first = database(arguments[0], done);
                QueueCtl second = database(arguments[1], done)) {
            Spread spread = new Spread(Map.of("mail", first, "invoice", first, "image", second, "report", second));
            Map<String, List<JobId>> ids = new TreeMap<>();
            for (String queue : spread.queues()) {
                ids.put(queue, spread.enqueueAll(queue, numbered(queue)));
            }
            first.start(workers -> workers.queue("mail", 2).queue("invoice", 2));
            second.start(workers -> workers.queue("image", 2).queue("report", 2));

            for (Map.Entry<String, List<JobId>> queue : ids.entrySet()) {
                for (JobId id : queue.getValue()) {
                    JobView job = spread.await(queue.getKey(), id);
                    if (job.state() != JobState.COMPLETED || job.counters().attempts() != 1) {
                        throw new IllegalStateException("job " + id + " of " + queue.getKey() + " is " + job);
                    }
                }
            }
            Expect.equal("different jobs that ran", ids.size() * JOBS, done.size());
            List<JobId> mails = ids.getOrDefault("mail", List.of());
            Expect.equal("mails in the first database", JOBS, found(first, "mail", mails));
            Expect.equal("mails in the second", 0, found(second, "mail", mails));
        }
    }

    /** A database of its own: what the queues of one need and what those of the other need has nothing in common but this process. */
    private static QueueCtl database(String url, Set<String> done) {
        return QueueCtl.builder()
                .store(PostgresStore.open(source(url)))
                .handle(WORK, (text, context) -> {
                    if (!done.add(text)) {
                        throw new IllegalStateException(text + " ran twice");
                    }
                })
                .build();
    }

    private static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static List<JobRequest> numbered(String queue) {
        return IntStream.range(0, JOBS)
                .mapToObj(number -> WORK.of(queue + " " + number))
                .toList();
    }

    /** Numbers are given by each database for itself: the same id may be a job of another queue there. */
    private static int found(QueueCtl database, String queue, List<JobId> ids) {
        return (int) ids.stream()
                .flatMap(id -> database.find(id).stream())
                .filter(job -> job.queue().text().equals(queue))
                .count();
    }

    /**
     * Which database a queue lies in. Written down and not computed from the name, so that a queue moves only when somebody moves it: workers go on with what
     * is left in the old place, and {@code queuectl copy} takes along what shall go.
     */
    private static final class Spread {

        private final Map<String, QueueCtl> places;

        Spread(Map<String, QueueCtl> places) {
            this.places = new TreeMap<>(places);
        }

        List<String> queues() {
            return new ArrayList<>(places.keySet());
        }

        List<JobId> enqueueAll(String queue, List<JobRequest> jobs) {
            return of(queue)
                    .enqueueAll(jobs.stream().map(job -> job.queue(queue)).toList());
        }

        /** A job is found by its queue and its id. */
        JobView await(String queue, JobId id) throws InterruptedException {
            return of(queue)
                    .await(id, PATIENCE)
                    .orElseThrow(() -> new IllegalStateException("job " + id + " of " + queue + " did not end"));
        }

        private QueueCtl of(String queue) {
            QueueCtl place = places.get(queue);
            if (place == null) {
                throw new IllegalArgumentException(
                        "queue " + queue + " lies in none of the databases: " + places.keySet());
            }
            return place;
        }
    }
}
