package io.queuectl.core.engine;

import io.queuectl.api.Token;

/**
 * Numbers the tokens of this node so that each tells the lane it was claimed through. Whatever is written about a claim goes through that
 * lane: so it arrives in order, and rides with the lane's next claim. Guarded by the claim desk, but for {@link #lane}.
 */
final class TokenNumbers {

    /** So many numbers in a row belong to one lane: more than any claim asks for. */
    private static final long BLOCK = 1L << 20;

    /** The last number given, by lane. */
    private final long[] last;

    TokenNumbers(int lanes) {
        last = new long[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            last[lane] = lane * BLOCK;
        }
    }

    /** The first of so many numbers in a row that nobody had. */
    long take(int lane, int count) {
        long first = last[lane] + 1;
        if ((first + count - 1) / BLOCK != first / BLOCK) {
            first = (first / BLOCK + last.length) * BLOCK;
        }
        last[lane] = first + count - 1;
        return first;
    }

    /** The lane of a token; some lane where another node made it. */
    int lane(Token token) {
        return (int) Long.remainderUnsigned(token.number() / BLOCK, last.length);
    }
}
