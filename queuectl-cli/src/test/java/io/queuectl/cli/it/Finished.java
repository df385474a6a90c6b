package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A command that ended.
 *
 * @param command as it was typed
 * @param out its standard output
 * @param err its standard error
 */
record Finished(String command, int code, String out, String err) {

    Finished exits(int expected) {
        assertThat(code).as("exit code of %s%n%s%s", command, out, err).isEqualTo(expected);
        return this;
    }

    /** Standard output holds each of these. */
    Finished prints(String... parts) {
        assertThat(out).as("output of %s%n%s", command, err).contains(parts);
        return this;
    }

    /** Some line of standard output matches the whole expression. */
    Finished printsLine(String expression) {
        assertThat(out.lines()).as("output of %s%n%s%s", command, out, err).anyMatch(line -> line.matches(expression));
        return this;
    }

    Finished printsNot(String... parts) {
        assertThat(out).as("output of %s", command).doesNotContain(parts);
        return this;
    }

    Finished printsNothing() {
        assertThat(out).as("output of %s", command).isEmpty();
        return this;
    }

    /** Standard error holds each of these. */
    Finished says(String... parts) {
        assertThat(err).as("talk of %s%n%s", command, out).contains(parts);
        return this;
    }

    /** Refused: that code, exactly one line {@code error: …} with these parts, no stack trace, nothing on standard output. */
    Finished refuses(int expected, String... parts) {
        exits(expected).printsNothing();
        List<String> errors =
                err.lines().filter(line -> line.startsWith("error: ")).toList();
        assertThat(errors).as("errors of %s%n%s", command, err).hasSize(1);
        assertThat(errors.get(0)).as("error of %s", command).contains(parts);
        assertThat(err).as("talk of %s", command).doesNotContain("\tat ", "Exception in");
        return this;
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
