package io.queuectl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * Processor time of the whole machine, so that a database server's is in it, and with it whatever else runs: for a quiet machine. From
 * {@code /proc/stat} of Linux.
 */
public final class MachineTime {

    /** Of the clock that /proc/stat counts by, on every platform that Java runs on (proc(5), USER_HZ). */
    private static final double TICKS_A_SECOND = 100;

    private final double start = busySeconds();

    public double seconds() {
        return busySeconds() - start;
    }

    private static double busySeconds() {
        try (Scanner words = new Scanner(Files.readString(Path.of("/proc/stat")))) {
            words.next();
            long user = words.nextLong() + words.nextLong();
            long system = words.nextLong();
            words.nextLong();
            words.nextLong();
            return (user + system + words.nextLong() + words.nextLong()) / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new IllegalStateException("no /proc/stat: processor time is counted on Linux only", e);
        }
    }
}
