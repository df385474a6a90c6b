package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StoreProvider;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Looks into the database of a test, to wait for what processes do without starting one at each look. */
record Database(String location) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    JobView job(String id) {
        return read(queries -> queries.find(JobId.of(id)))
                .orElseThrow(() -> new AssertionError("no job " + id + " in " + location));
    }

    List<Attempt> attempts(String id) {
        return read(queries -> queries.attempts(JobId.of(id)));
    }

    /** All of them. */
    long count() {
        return read(JobQueries::counts).stream().mapToLong(StateCount::count).sum();
    }

    long count(JobState state) {
        return read(JobQueries::counts).stream()
                .filter(count -> count.state() == state)
                .mapToLong(StateCount::count)
                .sum();
    }

    /** Waits until the job is in that state. */
    JobView await(String id, JobState state) {
        return awaitJob(id, job -> job.state() == state);
    }

    JobView awaitJob(String id, Predicate<JobView> enough) {
        return Awaitility.await("job " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> job(id), enough);
    }

    /** Waits until so many jobs are in that state. */
    void await(JobState state, long count) {
        Awaitility.await(count + " jobs " + state.text())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(count(state)).isEqualTo(count));
    }

    int workers() {
        return open(store -> store.nodes().roster().stream()
                .mapToInt(node -> node.info().slots())
                .sum());
    }

    /** The seconds between the end of each attempt and the start of the next. */
    List<Duration> waits(String id) {
        List<Attempt> attempts = attempts(id);
        return java.util.stream.IntStream.range(1, attempts.size())
                .mapToObj(i -> Duration.between(
                        attempts.get(i - 1).endedAt(), attempts.get(i).startedAt()))
                .toList();
    }

    <T> T read(Function<JobQueries, T> question) {
        return open(store -> question.apply(store.queries()));
    }

    /** Asks the store itself. */
    <T> T open(Function<JobStore, T> question) {
        try (JobStore store = open(StoreProvider.OpenMode.READ)) {
            return question.apply(store);
        }
    }

    /** The store, for a test that uses the library beside the command line. The caller closes it. */
    JobStore open(StoreProvider.OpenMode mode) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.accepts(location)) {
                return provider.open(location, mode, Duration.ofSeconds(30));
            }
        }
        throw new AssertionError("no store serves " + location);
    }
}
