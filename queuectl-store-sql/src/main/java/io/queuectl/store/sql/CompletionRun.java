package io.queuectl.store.sql;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Completed jobs of one node whose tokens follow one another and that began and ended in the same milliseconds, so that one
 * statement completes them. Short jobs come in long runs: those are the ones where it counts.
 *
 * @param first number of the first token
 * @param last number of the last token
 */
record CompletionRun(
        long epoch, long first, long last, @Nullable Instant startedAt, Instant endedAt) {

    private static final Comparator<Settlement> BY_TOKEN = Comparator.comparingLong(
                    (Settlement settlement) -> settlement.token().epoch())
            .thenComparingLong(settlement -> settlement.token().number());

    /** Every completion is in one of the runs, those of one job included. */
    static List<CompletionRun> of(List<Settlement> completions) {
        List<Settlement> ordered = new ArrayList<>(completions);
        ordered.sort(BY_TOKEN);
        List<CompletionRun> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ordered.size(); i++) {
            if (i == ordered.size() || !follows(ordered.get(i - 1), ordered.get(i))) {
                runs.add(run(ordered.get(from), ordered.get(i - 1)));
                from = i;
            }
        }
        return runs;
    }

    int size() {
        return Math.toIntExact(last - first + 1);
    }

    private static CompletionRun run(Settlement first, Settlement last) {
        return new CompletionRun(
                first.token().epoch(),
                first.token().number(),
                last.token().number(),
                first.startedAt(),
                first.endedAt());
    }

    private static boolean follows(Settlement one, Settlement next) {
        Token token = one.token();
        return next.token().epoch() == token.epoch()
                && next.token().number() == token.number() + 1
                && millis(next.startedAt()) == millis(one.startedAt())
                && millis(next.endedAt()) == millis(one.endedAt());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? Long.MIN_VALUE : instant.toEpochMilli();
    }
}
