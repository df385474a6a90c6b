package io.queuectl.cli.output;

import org.jspecify.annotations.Nullable;

/**
 * What standard output is, as far as layout depends on it.
 *
 * @param interactive whether a person looks at it: a terminal, not a file or a pipe
 * @param coloured whether it may carry colour
 * @param columns how wide a line may be; {@link Integer#MAX_VALUE} where nothing is to be cut
 */
public record Terminal(boolean interactive, boolean coloured, int columns) {

    /** A file or a pipe: nothing cut. */
    public static Terminal none(boolean coloured) {
        return new Terminal(false, coloured, Integer.MAX_VALUE);
    }

    /**
     * The terminal of this process.
     *
     * @param columnsVariable the value of {@code COLUMNS}, which goes before what the terminal says
     */
    public static Terminal ofProcess(boolean coloured, @Nullable String columnsVariable) {
        return new Terminal(true, coloured, TerminalProbe.columns(columnsVariable));
    }

    /** The text in that style where colour is wanted, else as it is; the text itself must be safe. */
    public String styled(Style style, String safeText) {
        return coloured ? style.apply(safeText) : safeText;
    }
}
