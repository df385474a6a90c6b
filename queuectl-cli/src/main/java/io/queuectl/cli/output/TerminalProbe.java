package io.queuectl.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out how wide the terminal is; the JDK does not know. */
final class TerminalProbe {

    private static final int UNKNOWN_COLUMNS = 80;

    private TerminalProbe() {}

    /** What the variable {@code COLUMNS} says, else what {@code stty} says, else {@value #UNKNOWN_COLUMNS}. */
    static int columns(@Nullable String variable) {
        int told = positive(variable);
        if (told > 0) {
            return told;
        }
        int asked = positive(lastWord(sttySize()));
        return asked > 0 ? asked : UNKNOWN_COLUMNS;
    }

    private static String sttySize() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return "";
            }
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException noStty) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String lastWord(String text) {
        String line = text.strip();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static int positive(@Nullable String text) {
        boolean number = text != null && text.matches("[0-9]{1,4}");
        return number ? Integer.parseInt(text) : 0;
    }
}
