package io.queuectl.benchmarks;

import io.queuectl.api.Flow;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.QueueRate;
import io.queuectl.core.QueueCtl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a feature costs the jobs that use it: jobs that do nothing are enqueued, in bulk and one by one, and drained on four slots, beside plain jobs in the
 * same rounds; and so are jobs of two milliseconds. Each job must have run once.
 */
final class Features {

    private static final int SLOTS = 4;

    /** So many a call where jobs come in bulk. */
    private static final int TOGETHER = 1_000;

    /** How many of the jobs that take their time. */
    private static final int WORKING = 2_000;

    private static final JobType<String> WORK = JobType.text("work");
    private static final long WORK_NANOS = 2_000_000;
    private static final String QUEUE = "default";

    private final Database database;
    private final int jobs;
    private final int single;
    private final Map<Feature, Series> bulk = new EnumMap<>(Feature.class);
    private final Map<Feature, Series> oneByOne = new EnumMap<>(Feature.class);
    private final Map<Feature, Series> drain = new EnumMap<>(Feature.class);
    private final Map<Feature, Series> work = new EnumMap<>(Feature.class);

    /** What jobs are asked to be. */
    private enum Feature {
        PLAIN("plain"),
        TAGGED("with two tags"),
        UNIQUE("with a unique key each"),
        LIMITED("of a queue with a limit of running jobs"),
        RATED("of a queue with a rate"),
        GROUPED("in groups of ten, one at a time"),
        PAIRED("each second one after the one before"),
        FANNED_IN("a thousand, and one after them");

        private final String title;

        Feature(String title) {
            this.title = title;
        }
    }

    private Features(Database database, int jobs, int single) {
        this.database = database;
        this.jobs = jobs;
        this.single = single;
        for (Feature feature : Feature.values()) {
            bulk.put(feature, new Series("enqueue in bulk, " + feature.title, "us/job"));
            oneByOne.put(feature, new Series("enqueue one by one, " + feature.title, "us/job"));
            drain.put(feature, new Series("drain, " + feature.title, "us/job"));
            work.put(feature, new Series("drain of jobs of 2 ms, " + feature.title, "us/job"));
        }
    }

    /** Arguments: jobs in bulk (20000), jobs one by one (1000), rounds (3). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            int jobs = arguments.smoke() ? TOGETHER : arguments.number(0, 20_000);
            int single = arguments.smoke() ? 20 : arguments.number(1, 1_000);
            new Features(database, jobs, single).round();
            Features counted = new Features(database, jobs, single);
            for (int round = 0; round < (arguments.smoke() ? 1 : arguments.number(2, 3)); round++) {
                counted.round();
            }
            counted.tell(report);
        }
        System.out.println(report.markdown());
    }

    private void round() throws Exception {
        for (Feature feature : Feature.values()) {
            measure(feature);
            measureWork(feature);
        }
    }

    private void measure(Feature feature) throws Exception {
        try (Place place = database.fresh()) {
            CountingStore store = new CountingStore(place.open());
            List<JobId> ids = new ArrayList<>();
            Proof[] proof = new Proof[1];
            try (QueueCtl queue = QueueCtl.builder()
                    .store(store)
                    .handle(Backlog.NOTHING, (text, context) -> proof[0].ran(context.id()))
                    .build()) {
                prepare(feature, queue);
                at(oneByOne, feature).add(timed(single, () -> enqueueEach(feature, queue, ids)));
                at(bulk, feature).add(timed(jobs, () -> enqueueTogether(feature, queue, ids)));
                proof[0] = new Proof(ids);
                at(drain, feature).add(timed(ids.size(), () -> {
                    queue.start(workers -> workers.queue(QUEUE, SLOTS));
                    store.awaitSettled(ids.size());
                }));
                proof[0].check(store);
                long left = ids.size() - Proof.count(store, JobState.COMPLETED);
                if (left != 0) {
                    throw new IllegalStateException(left + " jobs " + feature.title + " are not completed");
                }
            }
        }
    }

    /** Most features are for jobs that do something. */
    private void measureWork(Feature feature) throws Exception {
        try (Place place = database.fresh()) {
            CountingStore store = new CountingStore(place.open());
            int all = Math.min(WORKING, jobs);
            try (QueueCtl queue = QueueCtl.builder()
                    .store(store)
                    .handle(WORK, (text, context) -> LockSupport.parkNanos(WORK_NANOS))
                    .build()) {
                prepare(feature, queue);
                for (int from = 0; from < all; from += TOGETHER) {
                    enqueueTogether(feature, queue, WORK, from);
                }
                at(work, feature).add(timed(all, () -> {
                    queue.start(workers -> workers.queue(QUEUE, SLOTS));
                    store.awaitSettled(all);
                }));
            }
        }
    }

    private static void prepare(Feature feature, QueueCtl queue) {
        if (feature == Feature.LIMITED) {
            queue.queues().limit(QUEUE, SLOTS);
        } else if (feature == Feature.RATED) {
            queue.queues().rate(QUEUE, QueueRate.perSecond(1_000_000).burst(1_000_000));
        }
    }

    private void enqueueEach(Feature feature, QueueCtl queue, List<JobId> ids) {
        for (int i = 0; i < single; i++) {
            JobRequest request = request(feature, Backlog.NOTHING, i);
            boolean second = feature == Feature.PAIRED && i % 2 == 1;
            ids.add(queue.enqueue(second ? request.after(ids.get(ids.size() - 1)) : request));
        }
    }

    private void enqueueTogether(Feature feature, QueueCtl queue, List<JobId> ids) {
        for (int from = 0; from < jobs; from += TOGETHER) {
            ids.addAll(enqueueTogether(feature, queue, Backlog.NOTHING, single + from));
        }
    }

    private static List<JobId> enqueueTogether(Feature feature, QueueCtl queue, JobType<String> type, int first) {
        IntFunction<JobRequest> request = i -> request(feature, type, first + i);
        return switch (feature) {
            case PAIRED -> queue.enqueue(pairs(request));
            case FANNED_IN -> queue.enqueue(fanIn(request));
            default ->
                queue.enqueueAll(IntStream.range(0, TOGETHER).mapToObj(request).toList());
        };
    }

    private static Flow pairs(IntFunction<JobRequest> request) {
        Flow flow = new Flow();
        for (int i = 0; i < TOGETHER; i += 2) {
            Flow.Step first = flow.add(request.apply(i));
            flow.add(request.apply(i + 1)).after(first);
        }
        return flow;
    }

    private static Flow fanIn(IntFunction<JobRequest> request) {
        Flow flow = new Flow()
                .addAll(IntStream.range(0, TOGETHER - 1).mapToObj(request).toList());
        flow.whenCompleted(request.apply(TOGETHER - 1));
        return flow;
    }

    private static JobRequest request(Feature feature, JobType<String> type, int number) {
        JobRequest plain = type.of(Backlog.PAYLOAD);
        return switch (feature) {
            case TAGGED -> plain.tag("tenant", "acme").tag("order", Integer.toString(number));
            case UNIQUE -> plain.uniqueKey("key " + number);
            case GROUPED -> plain.inOrder("group " + number / 10);
            default -> plain;
        };
    }

    /** Something to measure. */
    private interface Step {
        void run() throws Exception;
    }

    private static double timed(int jobs, Step step) throws Exception {
        long before = System.nanoTime();
        step.run();
        return (System.nanoTime() - before) / 1e3 / jobs;
    }

    private static Series at(Map<Feature, Series> all, Feature feature) {
        Series series = all.get(feature);
        if (series == null) {
            throw new IllegalArgumentException(feature + " is not measured");
        }
        return series;
    }

    private void tell(Report report) {
        for (Map<Feature, Series> all : List.of(oneByOne, bulk, drain, work)) {
            for (Feature feature : Feature.values()) {
                Series series = at(all, feature);
                report.median(database, series);
                if (feature != Feature.PLAIN) {
                    report.ratio(database, series.name() + ", to plain", series, at(all, Feature.PLAIN));
                }
            }
        }
    }
}
