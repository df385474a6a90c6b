package io.queuectl.store.sql;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Extras;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.Token;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Ties;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes jobs as they were elsewhere: each is inserted as a new one is, then given what became of it. So a dialect that can do both
 * can restore.
 */
final class RestoreStep {

    private final Session session;
    private final Instant now;

    RestoreStep(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    List<Restored> apply(List<JobRecord> records) throws SQLException {
        List<JobKey> keys =
                new ArrayList<>(records.stream().map(RestoreStep::key).toList());
        Numbers numbers = new Numbers(session, 1);
        numbers.pass(keys.stream().mapToLong(JobKey::number).max().orElse(1));
        int[] counts = insert(records, keys);
        List<Restored> answers = new ArrayList<>(records.size());
        List<Written> written = new ArrayList<>(records.size());
        for (int i = 0; i < counts.length; i++) {
            JobRecord record = records.get(i);
            Optional<Restored> conflict = counts[i] == 1 ? twin(record, keys.get(i)) : conflict(record, keys.get(i));
            if (conflict.isEmpty()) {
                JobKey key = counts[i] == 1 ? keys.get(i) : insertElsewhere(record, keys.get(i), numbers);
                written.add(new Written(record, key.number()));
            }
            answers.add(conflict.orElse(
                    new Restored(Restored.Kind.WRITTEN, record.job().state())));
        }
        withdrawOrphans(written);
        complete(written);
        return answers(records, answers, written);
    }

    /** A record and the number of its row. */
    record Written(JobRecord record, long number) {}

    /** Takes those out again whose parents are not here, and those whose parents went thereby. */
    private void withdrawOrphans(List<Written> written) throws SQLException {
        if (written.stream().allMatch(each -> each.record().ties().after().isEmpty())) {
            return;
        }
        RestoreTies ties = new RestoreTies(session, now);
        List<Written> orphans;
        do {
            orphans = written.stream()
                    .filter(each -> !ties.hasParents(each.record().ties()))
                    .toList();
            for (Written orphan : orphans) {
                takeOut(orphan.number());
            }
            written.removeAll(orphans);
            ties.lookAgain();
        } while (!orphans.isEmpty());
    }

    /** What was said of each, now that it is clear what became of those that are tied to others. */
    private List<Restored> answers(List<JobRecord> records, List<Restored> answers, List<Written> written)
            throws SQLException {
        IdentityHashMap<JobRecord, Long> numbers = new IdentityHashMap<>();
        written.forEach(each -> numbers.put(each.record(), each.number()));
        List<Restored> all = new ArrayList<>(answers);
        for (int i = 0; i < records.size(); i++) {
            JobRecord record = records.get(i);
            boolean tied =
                    record.job().state() == JobState.BLOCKED || !record.ties().equals(Ties.NONE);
            if (tied && all.get(i).kind() == Restored.Kind.WRITTEN) {
                Long number = numbers.get(record);
                JobState state = number == null
                        ? record.job().state()
                        : InsertStep.stateOf(session, JobKey.number(number))
                                .orElse(record.job().state());
                all.set(i, new Restored(number == null ? Restored.Kind.PARENT_MISSING : Restored.Kind.WRITTEN, state));
            }
        }
        return all;
    }

    private void takeOut(long number) throws SQLException {
        PreparedStatement delete = session.hot(TieSql.TAKE_OUT);
        delete.setLong(1, number);
        delete.executeUpdate();
    }

    private static JobKey key(JobRecord record) {
        JobView job = record.job();
        JobKey key = JobKey.of(job.id());
        if (key.isNumber()) {
            return key;
        }
        boolean named = key.ambiguousNumber() == 0 || key.ambiguousNumber() != job.number();
        return named ? key.at(job.number()) : JobKey.number(job.number());
    }

    private int[] insert(List<JobRecord> records, List<JobKey> keys) throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_JOB);
        for (int i = 0; i < records.size(); i++) {
            JobRecord record = records.get(i);
            InsertStep.bind(insert, asNew(record), keys.get(i), record.job().createdAt());
            insert.addBatch();
        }
        return insert.executeBatch();
    }

    private static NewJob asNew(JobRecord record) {
        JobView job = record.job();
        return new NewJob(
                record.submission(),
                job.id(),
                job.kind(),
                job.queue(),
                job.priority(),
                job.runAt(),
                job.payload(),
                job.limits(),
                Extras.NONE.withTags(job.tags()));
    }

    /** Numbers this long can be the names of other jobs: then the row just written must go. */
    private Optional<Restored> twin(JobRecord record, JobKey key) throws SQLException {
        JobKey id = JobKey.of(record.job().id());
        if (id.ambiguousNumber() == 0) {
            return Optional.empty();
        }
        JobKey other = key.isNumber() ? id : JobKey.number(id.ambiguousNumber());
        Optional<JobState> taken = InsertStep.stateOf(session, other).filter(state -> !other.equals(key));
        if (taken.isPresent()) {
            takeOut(key.number());
        }
        return taken.map(state -> new Restored(Restored.Kind.TAKEN, state));
    }

    /** What stands in the way of a record that was not written; empty where it is its number alone. */
    private Optional<Restored> conflict(JobRecord record, JobKey key) throws SQLException {
        Optional<JobView> holder = SqlQueries.find(session, record.job().id());
        if (holder.isPresent()) {
            JobView there = holder.get();
            Restored.Kind kind = record.isOf(there) ? Restored.Kind.ALREADY_THERE : Restored.Kind.TAKEN;
            return Optional.of(new Restored(kind, there.state()));
        }
        return key.isNumber()
                ? InsertStep.stateOf(session, key).map(state -> new Restored(Restored.Kind.TAKEN, state))
                : Optional.empty();
    }

    private JobKey insertElsewhere(JobRecord record, JobKey key, Numbers numbers) throws SQLException {
        JobKey elsewhere = key.at(InsertStep.unambiguous(session, numbers));
        insert(List.of(record), List.of(elsewhere));
        return elsewhere;
    }

    private void complete(List<Written> written) throws SQLException {
        if (written.isEmpty()) {
            return;
        }
        insertPayloads(written);
        update(written);
        tally(written);
        insertAttempts(written);
        insertLogs(written);
        insertOutputs(written);
        insertTags(written);
        insertNodes(written);
        new RestoreTies(session, now).tie(written);
    }

    private void insertPayloads(List<Written> written) throws SQLException {
        PreparedStatement insert = null;
        for (Written each : written) {
            Payload payload = each.record().job().payload();
            if (!Payloads.isInRow(payload)) {
                insert = session.hot(ExchangeSql.INSERT_PAYLOAD);
                Payloads.addApart(insert, each.number(), payload);
            }
        }
        if (insert != null) {
            insert.executeBatch();
        }
    }

    private void update(List<Written> written) throws SQLException {
        PreparedStatement update = session.hot(AdminSql.RESTORE_JOB);
        for (Written each : written) {
            bind(update, each);
            update.addBatch();
        }
        for (int rows : update.executeBatch()) {
            if (rows != 1) {
                throw new SQLException("a job that was written a moment ago is not there");
            }
        }
    }

    private void tally(List<Written> written) throws SQLException {
        Tally tally = new Tally();
        for (Written each : written) {
            JobView job = each.record().job();
            if (job.state() == JobState.COMPLETED) {
                tally.add(job.queue());
            }
        }
        tally.write(session);
    }

    private static void bind(PreparedStatement update, Written written) throws SQLException {
        JobRecord record = written.record();
        JobView job = record.job();
        Counters counters = job.counters();
        boolean held = job.state() == JobState.PROCESSING;
        // What it waits for says whether it is blocked.
        JobState state = job.state() == JobState.BLOCKED ? JobState.PENDING : job.state();
        update.setString(1, state.text());
        update.setInt(2, counters.attempts());
        update.setInt(3, counters.losses());
        update.setInt(4, counters.releases());
        update.setInt(5, record.claims());
        Binding.millis(update, 6, job.startedAt());
        Binding.millis(update, 7, held ? lastStart(record) : job.startedAt());
        Binding.millis(update, 8, job.finishedAt());
        update.setString(9, job.error());
        bind(update, 10, job.token());
        update.setString(12, record.process());
        update.setInt(13, job.cancelRequested() ? 1 : 0);
        update.setLong(14, written.number());
        update.setLong(15, record.submission());
    }

    /** A running job shows when it was claimed in place of when its attempt before started. */
    private static @Nullable Instant lastStart(JobRecord record) {
        Instant last = null;
        for (Attempt attempt : record.attempts()) {
            last = attempt.endedAt() == null ? last : attempt.startedAt();
        }
        return last;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Token token) throws SQLException {
        if (token == null) {
            statement.setNull(index, Types.BIGINT);
            statement.setNull(index + 1, Types.BIGINT);
        } else {
            statement.setLong(index, token.epoch());
            statement.setLong(index + 1, token.number());
        }
    }

    /** Those that are not told from the job's own row. */
    private void insertAttempts(List<Written> written) throws SQLException {
        PreparedStatement insert = session.hot(AdminSql.RESTORE_ATTEMPT);
        int pending = 0;
        for (Written each : written) {
            for (Attempt attempt : each.record().attempts()) {
                if (attempt.end() != null && attempt.end() != AttemptEnd.COMPLETED) {
                    bind(insert, each.number(), attempt, attempt.end());
                    insert.addBatch();
                    pending++;
                }
            }
        }
        if (pending > 0) {
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, long number, Attempt attempt, AttemptEnd end)
            throws SQLException {
        Failure failure = attempt.failure();
        insert.setLong(1, number);
        insert.setInt(2, attempt.ordinal());
        insert.setLong(3, attempt.token().epoch());
        insert.setLong(4, attempt.token().number());
        Binding.millis(insert, 5, attempt.startedAt());
        Binding.millis(insert, 6, attempt.endedAt());
        insert.setString(7, end.text());
        insert.setString(8, failure == null ? null : failure.type());
        insert.setString(9, failure == null ? null : failure.message());
        Binding.integer(insert, 10, failure == null ? null : failure.exitCode());
        insert.setString(11, failure == null ? null : failure.detail());
    }

    private void insertLogs(List<Written> written) throws SQLException {
        PreparedStatement insert = session.hot(AdminSql.RESTORE_LOG);
        int pending = 0;
        for (Written each : written) {
            for (LogEntry entry : each.record().log()) {
                LogLine line = entry.line();
                insert.setLong(1, each.number());
                insert.setInt(2, entry.ordinal());
                Binding.millis(insert, 3, line.at());
                insert.setString(4, NoteStep.text(line.stream()));
                insert.setString(5, line.text());
                insert.addBatch();
                pending++;
            }
        }
        if (pending > 0) {
            insert.executeBatch();
        }
    }

    private void insertOutputs(List<Written> written) throws SQLException {
        for (Written each : written) {
            Progress progress = each.record().output().progress();
            if (progress != null) {
                PreparedStatement insert = session.hot(AdminSql.RESTORE_PROGRESS);
                insert.setLong(1, each.number());
                insert.setDouble(2, progress.fraction());
                insert.setString(3, progress.message());
                Binding.millis(insert, 4, progress.at());
                insert.executeUpdate();
            }
            Payload result = each.record().output().result();
            if (result != null) {
                PreparedStatement insert = session.hot(AdminSql.RESTORE_RESULT);
                insert.setLong(1, each.number());
                insert.setBytes(2, result.bytes());
                insert.executeUpdate();
            }
        }
    }

    private void insertTags(List<Written> written) throws SQLException {
        InsertStep.insertTags(
                session,
                written.stream().map(each -> asNew(each.record())).toList(),
                written.stream().map(each -> JobKey.number(each.number())).toList(),
                place -> true);
    }

    private void insertNodes(List<Written> written) throws SQLException {
        Map<Long, Attempt> named = new LinkedHashMap<>();
        for (Written each : written) {
            for (Attempt attempt : each.record().attempts()) {
                if (attempt.node() != null) {
                    named.put(attempt.token().epoch(), attempt);
                }
            }
        }
        for (Attempt attempt : named.values()) {
            insertNode(attempt);
        }
    }

    private void insertNode(Attempt attempt) throws SQLException {
        PreparedStatement select = session.hot(AdminSql.KNOWS_NODE);
        select.setLong(1, attempt.token().epoch());
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return;
            }
        }
        PreparedStatement insert = session.hot(AdminSql.RESTORE_NODE);
        insert.setLong(1, attempt.token().epoch());
        insert.setString(2, attempt.node());
        Binding.millis(insert, 3, attempt.startedAt());
        Binding.millis(insert, 4, attempt.startedAt());
        insert.executeUpdate();
    }
}
