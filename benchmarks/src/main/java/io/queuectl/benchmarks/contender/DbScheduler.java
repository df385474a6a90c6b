package io.queuectl.benchmarks.contender;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler. Tuned it looks every second and runs what its own process enqueues at once ("immediate execution"); its batch is how many times its
 * workers it fetches. It deletes what has finished, and has no queues.
 */
public final class DbScheduler implements Peer {

    private static final String FETCH = "fetch";
    private static final String LOCK_AND_FETCH = "lock-and-fetch";
    private static final Set<String> BEYOND = Set.of("queues", "finished");

    @Override
    public String name() {
        return "db-scheduler";
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
        Map<Axis, Integer> values = Map.of(Axis.WORKERS, 10, Axis.BATCH, 3, Axis.POOL, 10);
        Tuning fetch = new Tuning(FETCH, values);
        return database == Database.POSTGRES ? List.of(fetch, new Tuning(LOCK_AND_FETCH, values)) : List.of(fetch);
    }

    private record Setting(String setting, @Nullable Tuning tuning) implements Contender {

        @Override
        public String name() {
            return "db-scheduler";
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
        public Session create(Place place, Workload workload, Tally tally) throws Exception {
            Working working = new Working(this, place, workload, tally);
            PeerTables.run(working.pool, "db-scheduler-" + script(place.database()) + ".sql");
            return working;
        }

        @Override
        public Session join(Place place, Workload workload, Tally tally) {
            return new Working(this, place, workload, tally);
        }

        private static String script(Database database) {
            return database == Database.H2_MEMORY ? Database.H2.text() : database.text();
        }

        SchedulerBuilder configure(SchedulerBuilder builder, Workload workload) {
            builder.schedulerName(
                    new SchedulerName.Fixed("process-" + ProcessHandle.current().pid()));
            if (tuning == null) {
                return workload.slots() > 0 ? builder.threads(workload.slots()) : builder;
            }
            int workers = workload.slotsOr(tuning.value(Axis.WORKERS));
            int batch = tuning.value(Axis.BATCH);
            builder.threads(workers).pollingInterval(Duration.ofSeconds(1)).enableImmediateExecution();
            return tuning.mode().equals(LOCK_AND_FETCH)
                    ? builder.pollUsingLockAndFetch(Math.min(1.0, batch / 2.0), batch)
                    : builder.pollUsingFetch(0.5, batch);
        }

        int pool() {
            return tuning == null ? 10 : tuning.value(Axis.POOL);
        }
    }

    private static final class Working implements Session {

        private static final int IN_A_CALL = 10_000;

        private final HikariDataSource pool;
        private final OneTimeTask<String> task;
        private final Scheduler scheduler;

        Working(Setting setting, Place place, Workload workload, Tally tally) {
            pool = PlaceSource.pool(place, setting.pool());
            task = Tasks.oneTime("nothing", String.class)
                    .execute((instance, context) -> tally.run(Ticket.number(instance.getData())));
            scheduler =
                    setting.configure(Scheduler.create(pool, task), workload).build();
        }

        private TaskInstance<String> instance(int number) {
            return task.instance(Integer.toString(number), Ticket.text(number));
        }

        @Override
        public Producer producer() {
            return number -> {
                long before = System.nanoTime();
                if (!scheduler.scheduleIfNotExists(instance(number), Instant.now())) {
                    throw new IllegalStateException("job " + number + " is there already");
                }
                return before;
            };
        }

        @Override
        public void enqueueAll(int from, int count) {
            for (int done = 0; done < count; done += IN_A_CALL) {
                int first = from + done;
                List<TaskInstance<?>> instances = IntStream.range(first, first + Math.min(IN_A_CALL, count - done))
                        .mapToObj(this::instance)
                        .collect(Collectors.toList());
                scheduler.scheduleBatch(instances, Instant.now());
            }
        }

        @Override
        public void start() {
            scheduler.start();
        }

        @Override
        public long unfinished() throws SQLException {
            return PeerTables.count(pool, "SELECT COUNT(*) FROM scheduled_tasks");
        }

        @Override
        public void stop() {
            scheduler.stop();
        }

        @Override
        public void close() {
            scheduler.stop();
            pool.close();
        }
    }
}
