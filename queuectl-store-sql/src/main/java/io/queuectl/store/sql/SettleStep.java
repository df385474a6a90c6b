package io.queuectl.store.sql;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Applies settlements under their tokens, in order, in as few statements as the order allows. */
final class SettleStep {

    private SettleStep() {}

    /** @param trusting whether to take it that every token is still held; if one is not, that is a {@link Surprise} */
    static List<Settled> apply(Session session, List<Settlement> all, boolean trusting) throws SQLException {
        List<Settled> answers = new ArrayList<>(all.size());
        int from = 0;
        while (from < all.size()) {
            int to = endOfKind(all, from);
            List<Settlement> some = all.subList(from, to);
            answers.addAll(isCompletion(all.get(from)) ? complete(session, some, trusting) : settle(session, some));
            from = to;
        }
        tally(session, all, answers);
        return answers;
    }

    /** A completion that was applied before was counted then. */
    private static void tally(Session session, List<Settlement> all, List<Settled> answers) throws SQLException {
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

    private static List<Settled> complete(Session session, List<Settlement> completions, boolean trusting)
            throws SQLException {
        List<CompletionRun> runs = CompletionRun.of(completions);
        return trusting && runs.size() <= completions.size() / 2
                ? completeRuns(session, completions, runs)
                : completeEach(session, completions);
    }

    private static List<Settled> completeEach(Session session, List<Settlement> completions) throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.COMPLETE);
        for (Settlement settlement : completions) {
            Binding.millis(update, 1, settlement.startedAt());
            Binding.millis(update, 2, settlement.endedAt());
            Binding.token(update, 3, settlement.number(), settlement.token());
            update.addBatch();
        }
        return answers(session, completions, update.executeBatch());
    }

    private static List<Settled> completeRuns(Session session, List<Settlement> completions, List<CompletionRun> runs)
            throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.COMPLETE_RUN);
        for (CompletionRun run : runs) {
            Binding.millis(update, 1, run.startedAt());
            Binding.millis(update, 2, run.endedAt());
            update.setLong(3, run.epoch());
            update.setLong(4, run.first());
            update.setLong(5, run.last());
            update.addBatch();
        }
        int[] counts = update.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != runs.get(i).size()) {
                throw new Surprise("a job of a run was not held any more");
            }
        }
        return Collections.nCopies(completions.size(), Settled.APPLIED);
    }

    private static List<Settled> settle(Session session, List<Settlement> run) throws SQLException {
        PreparedStatement update = session.hot(ExchangeSql.SETTLE);
        for (Settlement settlement : run) {
            bind(update, settlement);
            update.addBatch();
        }
        int[] counts = update.executeBatch();
        writeHistory(session, run, counts);
        return answers(session, run, counts);
    }

    private static void bind(PreparedStatement update, Settlement settlement) throws SQLException {
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
    }

    private static void writeHistory(Session session, List<Settlement> run, int[] counts) throws SQLException {
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

    private static List<Settled> answers(Session session, List<Settlement> run, int[] counts) throws SQLException {
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
                    && row.getLong(1) == token.epoch()
                    && row.getLong(2) == token.number()
                    && !JobState.PROCESSING.text().equals(row.getString(3));
            return left ? Settled.ALREADY_APPLIED : Settled.NOT_YOURS;
        }
    }
}
