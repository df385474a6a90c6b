package io.queuectl.api;

/**
 * The proof of one claim, unique for ever: the random epoch of the node that claimed and the number of the claim within that
 * epoch. Whatever writes about a running job names its token; a write under an older token changes nothing.
 *
 * @param epoch the claiming node's epoch; never 0
 * @param number counts the claims of that epoch from 1
 */
public record Token(long epoch, long number) {

    public Token {
        if (epoch == 0 || number < 1) {
            throw new IllegalArgumentException("token of epoch " + epoch + " and number " + number + " cannot exist");
        }
    }

    /** The epoch in 16 hexadecimal digits, a hyphen and the number. */
    @Override
    public String toString() {
        return epochText(epoch) + "-" + number;
    }

    /** An epoch as users see it: 16 hexadecimal digits. */
    public static String epochText(long epoch) {
        String hex = Long.toHexString(epoch);
        return "0".repeat(16 - hex.length()) + hex;
    }
}
