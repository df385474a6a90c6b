package io.queuectl.examples.customstore;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.Restored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a person does to jobs. */
final class JournalAdmin implements JobAdmin {

    private final Session session;

    JournalAdmin(Session session) {
        this.session = session;
    }

    @Override
    public AdminAnswer cancel(JobId id, Instant now) {
        return move(
                id,
                state -> state.isClaimable() || state == JobState.PROCESSING,
                row -> new Entry.Put(row.state() == JobState.PROCESSING ? row.requestCancel() : row.cancel(now)));
    }

    @Override
    public AdminAnswer requeue(JobId id, Instant now) {
        return move(
                id,
                state -> state != JobState.PROCESSING && state.mayBecome(JobState.PENDING),
                row -> new Entry.Put(row.requeue(now)));
    }

    @Override
    public AdminAnswer edit(JobId id, JobEdit edit) {
        return move(id, JobState::isClaimable, row -> new Entry.Put(row.edit(edit)));
    }

    @Override
    public AdminAnswer delete(JobId id) {
        return move(id, state -> state != JobState.PROCESSING, row -> new Entry.Gone(row.number()));
    }

    @Override
    public List<Restored> restore(List<JobRecord> jobs) {
        return session.write(transaction -> new RestoreStep(transaction).restore(jobs));
    }

    @Override
    public Map<String, String> settings() {
        return session.read(tables -> Map.copyOf(tables.settings()));
    }

    @Override
    public void putSetting(String key, @Nullable String value) {
        session.write(transaction -> {
            transaction.write(new Entry.Setting(key, value));
            return key;
        });
    }

    private AdminAnswer move(JobId id, Predicate<JobState> allowed, Function<JobRow, Entry> change) {
        return session.write(transaction -> {
            JobRow row = transaction.tables().job(id);
            if (row == null) {
                return AdminAnswer.NOT_FOUND;
            }
            if (!allowed.test(row.state())) {
                return AdminAnswer.wrongState(row.state());
            }
            transaction.write(change.apply(row));
            return row.state() == JobState.PROCESSING ? AdminAnswer.requested() : AdminAnswer.done(row.state());
        });
    }
}
