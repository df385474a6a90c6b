package io.queuectl.store.sql;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Applies settlements under their tokens, in order, in as few statements as the order allows. */
final class SettleStep {

    private final Session session;
    private final boolean trusting;

    /** The jobs that others wait for and that are over now. */
    private final List<Release.End> ended = new ArrayList<>();

    private SettleStep(Session session, boolean trusting) {
        this.session = session;
        this.trusting = trusting;
    }

    /**
     * What became of the settlements.
     *
     * @param released the queues of jobs that waited for these, and may be due now
     */
    record Result(List<Settled> answers, Set<QueueName> released) {}

    /** @param trusting whether to take it that every token is still held; if one is not, that is a {@link Surprise} */
    static Result apply(Session session, Batch batch, boolean trusting) throws SQLException {
        SettleStep step = new SettleStep(session, trusting);
        List<Settled> answers = step.apply(batch.settlements());
        Set<QueueName> released = step.ended.isEmpty()
                ? Set.of()
                : Release.of(session, batch.now()).apply(step.ended);
        return new Result(answers, released);
    }

    private List<Settled> apply(List<Settlement> all) throws SQLException {
        List<Settled> answers = new ArrayList<>(all.size());
        int from = 0;
        while (from < all.size()) {
            int to = endOfKind(all, from);
            List<Settlement> some = all.subList(from, to);
            answers.addAll(isCompletion(all.get(from)) ? complete(some) : settle(some));
            from = to;
        }
        tally(all, answers);
        return answers;
    }

    /** A completion that was applied before was counted then. */
    private void tally(List<Settlement> all, List<Settled> answers) throws SQLException {
        Tally tally = new Tally();
        for (int i = 0; i < all.size(); i++) {
            if (answers.get(i) == Settled.APPLIED && isCompletion(all.get(i))) {
                tally.add(all.get(i).queue());
            }
        }
        tally.write(session);
    }

    private static int endOfKind(List<Settlement> all, int from) {
        boolean completions = isCompletion(all.get(from));
        int to = from + 1;
        while (to < all.size() && isCompletion(all.get(to)) == completions) {
            to++;
        }
        return to;
    }

    private static boolean isCompletion(Settlement settlement) {
        return settlement.end() == AttemptEnd.COMPLETED;
    }

    private List<Settled> complete(List<Settlement> completions) throws SQLException {
        List<CompletionRun> runs = CompletionRun.of(completions);
        return trusting && runs.size() <= completions.size() / 2
                ? completeRuns(completions, runs)
                : completeEach(completions);
    }

    private List<Settled> completeEach(List<Settlement> completions) throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.COMPLETE);
        for (Settlement settlement : completions) {
            bindCompletion(update, settlement);
            update.addBatch();
        }
        int[] counts = update.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && isFollowed(completions.get(i))) {
                PreparedStatement followed = session.hot(ExchangeSql.COMPLETE_FOLLOWED);
                bindCompletion(followed, completions.get(i));
                counts[i] = ended(completions.get(i), followed.executeUpdate());
            }
        }
        return answers(completions, counts);
    }

    private static void bindCompletion(PreparedStatement update, Settlement settlement) throws SQLException {
        Binding.millis(update, 1, settlement.startedAt());
        Binding.millis(update, 2, settlement.endedAt());
        Binding.token(update, 3, settlement.number(), settlement.token());
    }

    private List<Settled> completeRuns(List<Settlement> completions, List<CompletionRun> runs) throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.COMPLETE_RUN);
        for (CompletionRun run : runs) {
            bind(update, run);
            update.addBatch();
        }
        int[] counts = update.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            int left = runs.get(i).size() - counts[i];
            if (left != 0 && completeFollowed(runs.get(i)) != left) {
                throw new Surprise("a job of a run was not held any more");
            }
        }
        return Collections.nCopies(completions.size(), Settled.APPLIED);
    }

    /** The jobs of a run that others wait for. Answers how many those are. */
    private int completeFollowed(CompletionRun run) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.FOLLOWED_OF_RUN);
        select.setLong(1, run.epoch());
        select.setLong(2, run.first());
        select.setLong(3, run.last());
        int followed = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ended.add(new Release.End(row.getLong(1), JobState.COMPLETED));
                followed++;
            }
        }
        PreparedStatement update = session.hot(ExchangeSql.COMPLETE_RUN_FOLLOWED);
        bind(update, run);
        if (update.executeUpdate() != followed) {
            throw new Surprise("a job of a run came to be waited for");
        }
        return followed;
    }

    private static void bind(PreparedStatement update, CompletionRun run) throws SQLException {
        Binding.millis(update, 1, run.startedAt());
        Binding.millis(update, 2, run.endedAt());
        update.setLong(3, run.epoch());
        update.setLong(4, run.first());
        update.setLong(5, run.last());
    }

    private List<Settled> settle(List<Settlement> run) throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.SETTLE);
        for (Settlement settlement : run) {
            bind(update, settlement, !settlement.to().isFinished());
            update.addBatch();
        }
        int[] counts = update.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            Settlement settlement = run.get(i);
            if (counts[i] == 0 && settlement.to().isFinished() && isFollowed(settlement)) {
                bind(update, settlement, true);
                counts[i] = ended(settlement, update.executeUpdate());
            }
        }
        writeHistory(run, counts);
        return answers(run, counts);
    }

    /** Whether others wait for a job that is held under the token. */
    private boolean isFollowed(Settlement settlement) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.TOKEN_OF);
        select.setLong(1, settlement.number());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    && isUnder(row, settlement.token())
                    && JobState.PROCESSING.text().equals(row.getString(3))
                    && row.getInt(4) != 0;
        }
    }

    private int ended(Settlement settlement, int rows) {
        if (rows == 1) {
            ended.add(new Release.End(settlement.number(), settlement.to()));
        }
        return rows;
    }

    /** @param followed whether it may be one that others wait for */
    private static void bind(PreparedStatement update, Settlement settlement, boolean followed) throws SQLException {
        Counters steps = Counters.ZERO.plus(settlement.end());
        boolean finished = settlement.to().isFinished();
        Failure failure = settlement.failure();
        update.setString(1, settlement.to().text());
        update.setInt(2, steps.attempts());
        update.setInt(3, steps.losses());
        update.setInt(4, steps.releases());
        Binding.millis(update, 5, settlement.runAt());
        Binding.millis(update, 6, settlement.startedAt());
        Binding.millis(update, 7, finished ? settlement.endedAt() : null);
        update.setString(8, failure == null ? null : failure.message());
        update.setInt(9, finished ? 0 : 1);
        Binding.token(update, 10, settlement.number(), settlement.token());
        update.setInt(13, followed ? 1 : 0);
    }

    private void writeHistory(List<Settlement> run, int[] counts) throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_ATTEMPT);
        int pending = 0;
        for (int i = 0; i < counts.length; i++) {
            Settlement settlement = run.get(i);
            if (counts[i] == 1 && wasStarted(settlement)) {
                bindHistory(insert, settlement);
                insert.addBatch();
                pending++;
            }
        }
        if (pending > 0) {
            insert.executeBatch();
        }
    }

    private static void bindHistory(PreparedStatement insert, Settlement settlement) throws SQLException {
        Failure failure = settlement.failure();
        Binding.millis(insert, 1, settlement.startedAt());
        Binding.millis(insert, 2, settlement.endedAt());
        insert.setString(3, settlement.end().text());
        insert.setString(4, failure == null ? null : failure.type());
        insert.setString(5, failure == null ? null : failure.message());
        Binding.integer(insert, 6, failure == null ? null : failure.exitCode());
        insert.setString(7, failure == null ? null : failure.detail());
        insert.setLong(8, settlement.number());
    }

    private static boolean wasStarted(Settlement settlement) {
        return settlement.startedAt() != null;
    }

    private List<Settled> answers(List<Settlement> run, int[] counts) throws SQLException {
        List<Settled> answers = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            Settlement settlement = run.get(i);
            answers.add(counts[i] == 1 ? Settled.APPLIED : whyNot(session, settlement.number(), settlement.token()));
        }
        return answers;
    }

    /** What to answer to a write under a token that changed no row. */
    static Settled whyNot(Session session, long number, Token token) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.TOKEN_OF);
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            boolean left = row.next()
                    && isUnder(row, token)
                    && !JobState.PROCESSING.text().equals(row.getString(3));
            return left ? Settled.ALREADY_APPLIED : Settled.NOT_YOURS;
        }
    }

    private static boolean isUnder(ResultSet row, Token token) throws SQLException {
        return row.getLong(1) == token.epoch() && row.getLong(2) == token.number();
    }
}
