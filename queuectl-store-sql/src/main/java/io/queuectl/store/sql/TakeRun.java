package io.queuectl.store.sql;

import io.queuectl.core.spi.Claim;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs whose rows follow one another in the order of their tokens, so that one statement takes them: what was enqueued together
 * is mostly taken together.
 *
 * @param first number of the first job
 * @param last number of the last job
 * @param offset what each token's number is above its job's
 */
record TakeRun(long first, long last, long offset) {

    /** Every claim is in one of the runs, those of one job included. */
    static List<TakeRun> of(List<Claim> claims) {
        List<TakeRun> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= claims.size(); i++) {
            if (i == claims.size() || !follows(claims.get(i - 1), claims.get(i))) {
                runs.add(run(claims.get(from), claims.get(i - 1)));
                from = i;
            }
        }
        return claims.isEmpty() ? List.of() : runs;
    }

    int size() {
        return Math.toIntExact(last - first + 1);
    }

    private static TakeRun run(Claim first, Claim last) {
        return new TakeRun(first.number(), last.number(), first.token().number() - first.number());
    }

    private static boolean follows(Claim one, Claim next) {
        return next.number() == one.number() + 1
                && next.token().number() == one.token().number() + 1;
    }
}
