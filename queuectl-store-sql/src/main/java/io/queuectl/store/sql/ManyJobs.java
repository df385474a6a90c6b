package io.queuectl.store.sql;

import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts jobs without a chosen id that were not sent before, of which some ask for more than their row: each table is written by few statements for all of them,
 * and a row begins in the state in which it stands at the end.
 */
final class ManyJobs {

    private ManyJobs() {}

    /** Whether they can be written together: a key that is held takes a job out again, for which others may wait. */
    static boolean isFor(Batch batch) {
        List<NewJob> jobs = batch.jobs();
        return !batch.repeated()
                && jobs.stream().allMatch(job -> job.id() == null)
                && !(KeyStep.isWanted(jobs) && (AfterStep.isWanted(jobs) || GroupStep.isWanted(jobs)));
    }

    /** Answers {@code null} if they must be looked at one by one; nothing was written then. */
    static InsertStep.@Nullable Result insert(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        List<JobKey> keys = InsertStep.numbers(session, jobs.size());
        AfterPlan after = AfterPlan.of(session, jobs, keys);
        if (after == null) {
            return null;
        }
        GroupJoin groups = GroupJoin.plan(session, jobs, place -> true);
        insertRows(session, batch, keys, after, groups);
        InsertStep.insertPayloads(session, jobs, keys, place -> true);
        InsertStep.insertTags(session, jobs, keys, place -> true);
        after.write();
        groups.write(keys);
        return answer(session, batch, keys);
    }

    private static InsertStep.Result answer(Session session, Batch batch, List<JobKey> keys) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        List<Insertion> answers = new ArrayList<>(jobs.size());
        for (JobKey key : keys) {
            answers.add(new Insertion.Inserted(key.id()));
        }
        if (KeyStep.isWanted(jobs)) {
            int[] counts = new int[jobs.size()];
            Arrays.fill(counts, 1);
            KeyStep step = new KeyStep(session, batch.now());
            step.applyTogether(jobs, keys, counts, answers);
            if (batch.allOrNothing() && answers.stream().anyMatch(Insertion::isRefusal)) {
                return InsertStep.withheld(answers, keys, counts);
            }
            step.change();
        }
        return InsertStep.Result.of(answers);
    }

    private static void insertRows(Session session, Batch batch, List<JobKey> keys, AfterPlan after, GroupJoin groups)
            throws SQLException {
        ManyRows rows = new ManyRows(session, RowsSql.Table.JOB);
        for (int i = 0; i < keys.size(); i++) {
            NewJob job = batch.jobs().get(i);
            Limits limits = job.limits();
            Tags tags = job.extras().tags();
            int blockers = after.blockers(i) + (groups.waits(i) ? 1 : 0);
            rows.add(
                    keys.get(i).number(),
                    job.submission(),
                    job.queue().text(),
                    job.kind(),
                    job.priority(),
                    job.runAt().toEpochMilli(),
                    limits.maxAttempts(),
                    limits.backoff(),
                    Binding.millis(limits.timeout()),
                    batch.now().toEpochMilli(),
                    Payloads.inRow(job.payload()),
                    tags.isEmpty() ? null : tags.text(),
                    (blockers == 0 ? JobState.PENDING : JobState.BLOCKED).text(),
                    after.isFollowed(keys.get(i).number()) || groups.isMember(i) ? 1 : null,
                    blockers == 0 ? null : (Integer) blockers);
        }
        if (!rows.write()) {
            throw new Surprise("a new job met a row that is there");
        }
    }
}
