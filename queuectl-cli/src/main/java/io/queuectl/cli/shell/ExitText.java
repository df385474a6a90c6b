package io.queuectl.cli.shell;

import io.queuectl.api.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an exit code says, in words: shells explain 126, 127 and, as 128 + n, the signal n that ended the command. */
final class ExitText {

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    private ExitText() {}

    /** The failure of a command that ended with that code, not 0, after writing that last line to its error stream. */
    static Failure failure(int exit, @Nullable String lastError) {
        String message = "exit " + exit + meaning(exit) + (lastError == null ? "" : ": " + lastError.strip());
        return new Failure("exit", message, exit, null);
    }

    private static String meaning(int exit) {
        if (exit == 126) {
            return " (not executable)";
        }
        if (exit == 127) {
            return " (command not found)";
        }
        String signal = SIGNALS.get(exit - 128);
        return signal == null ? "" : " (signal " + (exit - 128) + ", " + signal + ")";
    }
}
