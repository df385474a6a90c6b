package io.queuectl.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr, the open-source edition. It is a singleton, one at a time in a process. Tuned it looks every five seconds, the least it allows. It keeps what has
 * finished, and has no queues in this edition.
 */
public final class JobRunrPeer implements Peer {

    private static final Set<String> BEYOND = Set.of("queues");

    @Override
    public String name() {
        return "jobrunr";
    }

    @Override
    public Contender standard() {
        return new Setting("default", null);
    }

    @Override
    public Contender tuned(String setting, Tuning tuning) {
        return new Setting(setting, tuning);
    }

    @Override
    public List<Tuning> starts(Database database) {
        return List.of(new Tuning("fixed", Map.of(Axis.WORKERS, 20, Axis.POOL, 10)));
    }

    private record Setting(String setting, @Nullable Tuning tuning) implements Contender {

        @Override
        public String name() {
            return "jobrunr";
        }

        @Override
        public boolean runsOn(Database database) {
            return true;
        }

        @Override
        public boolean joins(String phase) {
            return !BEYOND.contains(phase);
        }

        @Override
        public Session create(Place place, Workload workload, Tally tally) {
            return new Working(this, place, workload, tally);
        }

        @Override
        public Session join(Place place, Workload workload, Tally tally) {
            return new Working(this, place, workload, tally);
        }

        BackgroundJobServerConfiguration configuration(Workload workload) {
            BackgroundJobServerConfiguration configuration =
                    BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration();
            if (tuning != null) {
                configuration
                        .andPollInterval(Duration.ofSeconds(5))
                        .andWorkerCount(workload.slotsOr(tuning.value(Axis.WORKERS)));
            } else if (workload.slots() > 0) {
                configuration.andWorkerCount(workload.slots());
            }
            return configuration;
        }

        int pool() {
            return tuning == null ? 10 : tuning.value(Axis.POOL);
        }
    }

    /** A job, as JobRunr writes it down. */
    public record Nothing(String text) implements JobRequest {

        @Override
        public Class<NothingHandler> getJobRequestHandler() {
            return NothingHandler.class;
        }
    }

    /** What runs it; made by the activator of the session. */
    public static final class NothingHandler implements JobRequestHandler<Nothing> {

        private final Tally tally;

        NothingHandler(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void run(Nothing request) {
            tally.run(Ticket.number(request.text()));
        }
    }

    private static final class Working implements Session {

        private final Database database;
        private final HikariDataSource pool;
        private final StorageProvider storage;
        private final JobRequestScheduler scheduler;
        private boolean running;

        Working(Setting setting, Place place, Workload workload, Tally tally) {
            database = place.database();
            pool = PlaceSource.pool(place, setting.pool());
            storage = SqlStorageProviderFactory.using(pool);
            scheduler = JobRunr.configure()
                    .useJobActivator(new JobActivator() {
                        @Override
                        public <T> T activateJob(Class<T> type) {
                            return type.cast(new NothingHandler(tally));
                        }
                    })
                    .useStorageProvider(storage)
                    .useBackgroundJobServer(setting.configuration(workload), false)
                    .initialize()
                    .getJobRequestScheduler();
        }

        @Override
        public Producer producer() {
            return number -> {
                long before = System.nanoTime();
                scheduler.enqueue(new Nothing(Ticket.text(number)));
                return before;
            };
        }

        @Override
        public void enqueueAll(int from, int count) {
            scheduler.enqueue(IntStream.range(from, from + count).mapToObj(number -> new Nothing(Ticket.text(number))));
        }

        /** Copies of a row as JobRunr leaves it, of the last thirty hours: after thirty-six it would delete them. */
        @Override
        public void addFinished(int count) throws SQLException {
            Job job = storage.getJobById(scheduler.enqueue(new Nothing(Ticket.text(0))));
            job.startProcessingOn(server());
            job = storage.save(job);
            job.succeeded();
            job = storage.save(job);
            JobRunrRows.copy(database, pool, job.getId(), count - 1);
        }

        @Override
        public void start() {
            running = true;
            server().start();
        }

        private static BackgroundJobServer server() {
            return JobRunr.getBackgroundJobServer();
        }

        @Override
        public long unfinished() throws SQLException {
            return PeerTables.count(pool, "SELECT COUNT(*) FROM jobrunr_jobs WHERE state <> 'SUCCEEDED'");
        }

        @Override
        public void stop() {
            if (running) {
                running = false;
                server().stop();
            }
        }

        @Override
        public void close() {
            JobRunr.destroy();
            pool.close();
        }
    }
}
