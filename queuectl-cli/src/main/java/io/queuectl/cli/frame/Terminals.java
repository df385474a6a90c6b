package io.queuectl.cli.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which of the three standard streams are terminals. The JDK cannot tell them apart: the launcher says so, or Linux does. */
public record Terminals(boolean in, boolean out, boolean err) {

    /** Set by the launcher to the digits of the descriptors that are terminals: {@code 012} for all of them. */
    static final String PROPERTY = "queuectl.terminals";

    public static final Terminals NONE = new Terminals(false, false, false);

    static Terminals detect() {
        String told = System.getProperty(PROPERTY);
        if (told != null) {
            return new Terminals(told.indexOf('0') >= 0, told.indexOf('1') >= 0, told.indexOf('2') >= 0);
        }
        return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2));
    }

    /** Whether a question can be asked and answered. */
    public boolean canAsk() {
        return in && err;
    }

    /** Whether colour belongs on standard output. */
    boolean colour(ColorChoice choice, @Nullable String noColor) {
        return switch (choice) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> out && (noColor == null || noColor.isEmpty());
        };
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return false;
        }
    }
}
