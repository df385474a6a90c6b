package io.queuectl.cli.shell;

import io.queuectl.core.engine.ProcFileSystem;
import io.queuectl.core.spi.HostProcess;
import org.jspecify.annotations.Nullable;

/**
 * The host this JVM runs on, and the text form of a {@link HostProcess} that an attempt notes: {@code PID STARTED HOST}.
 */
final class HostProcesses {

    /** The boot id and the pid namespace: two processes see each other under their pids exactly if both agree. Empty if unknown. */
    static final String HOST = ProcFileSystem.here().self().host();

    private HostProcesses() {}

    static String text(ProcStat process) {
        return process.pid() + " " + process.started() + " " + HOST;
    }

    /** The process noted, if it ran on this very boot of this host; {@code null} if not, or if the text says nothing. */
    static @Nullable HostProcess onThisHost(@Nullable String text) {
        if (text == null || HOST.isEmpty()) {
            return null;
        }
        String[] parts = text.split(" ", 3);
        if (parts.length < 3 || !parts[2].equals(HOST)) {
            return null;
        }
        try {
            return new HostProcess(HOST, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (NumberFormatException e) {
            return null; // not a note of ours: a row edited by hand
        }
    }
}
