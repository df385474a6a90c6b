package io.queuectl.core.engine;

import io.queuectl.core.spi.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process table of Linux, read from {@code /proc} (see proc(5)). Boot id and pid namespace name the host, so that a pid
 * of another container or of the boot before is never taken for one of ours. A zombie counts as gone.
 */
public final class ProcFileSystem implements LocalProcesses {

    /** State is the third field of {@code stat}, start time the twenty-second; counted from the field after the name. */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    private final Path proc;
    private final HostProcess self;

    private ProcFileSystem(Path proc, HostProcess self) {
        this.proc = proc;
        this.self = self;
    }

    /** The process table of this host, or a blind one where there is no {@code /proc} or it hides the processes of others. */
    public static LocalProcesses here() {
        return at(Path.of("/proc"), ProcessHandle.current().pid());
    }

    /** The process table at that mount, as the process of that pid sees it. */
    static LocalProcesses at(Path proc, long pid) {
        try {
            String boot =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            String namespace =
                    Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
            Optional<String[]> stat = stat(proc, pid);
            // Mounted with hidepid, /proc shows no process of another user: not even the first, which is always there.
            if (stat.isPresent() && stat(proc, 1).isPresent()) {
                long started = Long.parseLong(stat.get()[START_TIME]);
                return new ProcFileSystem(proc, new HostProcess(boot + "/" + namespace, pid, started));
            }
        } catch (IOException | UnsupportedOperationException noProc) {
            return LocalProcesses.blind();
        }
        return LocalProcesses.blind();
    }

    @Override
    public HostProcess self() {
        return self;
    }

    @Override
    public boolean isGone(HostProcess process) {
        if (!self.sharesHostWith(process)) {
            return false;
        }
        try {
            return stat(proc, process.pid())
                    .map(stat -> stat[STATE].equals("Z") || Long.parseLong(stat[START_TIME]) != process.started())
                    .orElse(true);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The fields of a process after its name, which may itself hold blanks and brackets; empty if there is no such process. */
    private static Optional<String[]> stat(Path proc, long pid) throws IOException {
        String line;
        try {
            line = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= START_TIME) {
            throw new IOException("no stat line of pid " + pid + ": \"" + line + "\"");
        }
        return Optional.of(fields);
    }
}
