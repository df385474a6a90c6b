package io.queuectl.testkit;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.Restored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a person does to jobs, in memory. */
class MemoryAdmin implements JobAdmin {

    private final MemorySession session;

    MemoryAdmin(MemorySession session) {
        this.session = session;
    }

    @Override
    public AdminAnswer cancel(JobId id, Instant now) {
        return move(id, state -> state.isWaiting() || state == JobState.PROCESSING, (data, job) -> {
            if (job.state == JobState.PROCESSING) {
                job.cancelRequested = true;
                data.tell();
            } else {
                job.cancel(now);
                new MemoryAfter(data, now).ended(job);
            }
        });
    }

    @Override
    public AdminAnswer requeue(JobId id, Instant now) {
        return move(id, state -> state.isRequeuable(), (data, job) -> {
            job.requeue(now);
            new MemoryAfter(data, now).again(job);
            data.tell();
        });
    }

    @Override
    public AdminAnswer edit(JobId id, JobEdit edit) {
        return move(id, JobState::isWaiting, (data, job) -> {
            job.edit(edit);
            data.tell();
        });
    }

    @Override
    public AdminAnswer delete(JobId id) {
        return move(id, state -> state != JobState.PROCESSING, MemoryAdmin::remove);
    }

    @Override
    public List<Restored> restore(List<JobRecord> jobs) {
        return session.answer(data -> {
            data.passNumbers(jobs.stream().map(JobRecord::job).toList());
            List<Restored> answers = new MemoryTies(data, InstantSource.system().instant()).restore(jobs);
            data.tell();
            return answers;
        });
    }

    @Override
    public Map<String, String> settings() {
        return session.answer(data -> Map.copyOf(data.settings));
    }

    @Override
    public void putSetting(String key, @Nullable String value) {
        session.run(data -> {
            if (value == null) {
                data.settings.remove(key);
            } else {
                data.settings.put(key, value);
            }
            data.tell();
        });
    }

    private static void remove(MemoryData data, MemoryJob job) {
        MemoryBulk.remove(data, job, InstantSource.system().instant());
    }

    private AdminAnswer move(JobId id, Predicate<JobState> allowed, BiConsumer<MemoryData, MemoryJob> change) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            if (job == null) {
                return AdminAnswer.NOT_FOUND;
            }
            JobState before = job.state;
            if (!allowed.test(before)) {
                return AdminAnswer.wrongState(before);
            }
            change.accept(data, job);
            return job.state == JobState.PROCESSING ? AdminAnswer.requested() : AdminAnswer.done(before);
        });
    }
}
