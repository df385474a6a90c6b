package io.queuectl.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of this process, of its children, and of database servers on this machine whosever they are: with what their own children used that have
 * ended. From {@code /proc} of Linux.
 */
final class ProcessorTime {

    /** Of the clock that /proc counts by, on every platform that Java runs on (proc(5), USER_HZ). */
    private static final double TICKS_A_SECOND = 100;

    private static final Set<String> SERVERS = Set.of("postgres", "redis-server");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Map<Long, Long> before;

    private ProcessorTime(Map<Long, Long> before) {
        this.before = before;
    }

    static ProcessorTime start() throws IOException {
        return new ProcessorTime(ticks());
    }

    /** Since the start, of those that are still there: a server counts what its children used, once they have ended. */
    double seconds() throws IOException {
        long sum = ticks().entrySet().stream()
                .mapToLong(process -> process.getValue() - before.getOrDefault(process.getKey(), 0L))
                .sum();
        return sum / TICKS_A_SECOND;
    }

    private static Map<Long, Long> ticks() throws IOException {
        Set<Long> ours = Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
        Map<Long, Long> ticks = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = process.getFileName().toString();
                if (NUMBER.matcher(name).matches()) {
                    long pid = Long.parseLong(name);
                    ticks.put(pid, ticks(process, ours.contains(pid)));
                }
            }
        }
        return ticks;
    }

    private static long ticks(Path process, boolean ours) throws IOException {
        String line = line(process.resolve("stat"));
        int end = line.lastIndexOf(')');
        if (end < 0 || !(ours || SERVERS.contains(line.substring(line.indexOf('(') + 1, end)))) {
            return 0;
        }
        // After the name: state, then from the twelfth on the ticks in user mode, in the kernel, and of children in
        // both.
        String[] words = line.substring(end + 2).split(" ");
        return Long.parseLong(words[11])
                + Long.parseLong(words[12])
                + Long.parseLong(words[13])
                + Long.parseLong(words[14]);
    }

    private static String line(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // It has ended, before it was opened or, which has no exception of its own, while it was read.
            if (Files.exists(file)) {
                throw e;
            }
            return "";
        }
    }
}
