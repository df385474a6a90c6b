package io.queuectl.cli.shell;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the system says of one process at one moment.
 *
 * @param parent the parent's pid
 * @param group the process group, or -1 where unknown
 * @param session the session, or -1 where unknown
 * @param started the start time: clock ticks since boot from {@code /proc}, else milliseconds; with the pid it names one
 *     process of this boot for ever
 * @param dead it has ended and only waits for its parent to ask
 */
record ProcStat(long pid, long parent, long group, long session, long started, boolean dead) {

    private static final File PROC = new File("/proc");

    /** Whether {@code /proc} answers here; elsewhere groups, sessions and zombies are unknown. */
    static final boolean HAS_PROC = new File(PROC, "self/stat").canRead();

    /** The process of that pid, or {@code null} if there is none. */
    static @Nullable ProcStat of(long pid) {
        if (!HAS_PROC) {
            return ProcessHandle.of(pid).map(ProcStat::of).orElse(null);
        }
        try {
            return parse(read(pid + "/stat"));
        } catch (IOException e) {
            return null; // ended: between a listing and this read, or long ago
        }
    }

    /** Every process that can be seen. Costs one small read for each. */
    static List<ProcStat> all() {
        if (!HAS_PROC) {
            return ProcessHandle.allProcesses().map(ProcStat::of).toList();
        }
        String[] names = PROC.list();
        List<ProcStat> found = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            ProcStat stat = isPid(name) ? of(Long.parseLong(name)) : null;
            if (stat != null) {
                found.add(stat);
            }
        }
        return found;
    }

    /** Whether the process was started with that variable set so. {@code false} where its environment cannot be read. */
    boolean wasGiven(String variable) {
        try {
            byte[] environment = read(pid + "/environ");
            String text = "\0" + new String(environment, StandardCharsets.ISO_8859_1);
            return text.contains("\0" + variable + "\0");
        } catch (IOException e) {
            return false; // another user's, or ended
        }
    }

    /** Reads a line of {@code /proc/PID/stat}, see proc(5): the name in parentheses may hold anything, parentheses too. */
    private static ProcStat parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        long pid = Long.parseLong(text.substring(0, text.indexOf(' ')));
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", 21);
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return new ProcStat(
                pid,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]),
                dead);
    }

    private static ProcStat of(ProcessHandle process) {
        long parent = process.parent().map(ProcessHandle::pid).orElse(0L);
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new ProcStat(process.pid(), parent, -1, -1, started, !process.isAlive());
    }

    private static boolean isPid(String name) {
        return name.charAt(0) >= '0' && name.charAt(0) <= '9';
    }

    /** Not through a channel: those fail on an interrupted thread, and a process not seen is a process not ended. */
    private static byte[] read(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(new File(PROC, file))) {
            return in.readAllBytes();
        }
    }
}
