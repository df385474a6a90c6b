package io.queuectl.cli.shell;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends signals to processes and process groups. The JDK can signal a single process only, so this asks the {@code kill} of
 * the shell: one fork, and the group gets the signal whole, which no walk over its members could promise while they fork.
 */
final class Signals {

    /** A stopped process sees no TERM before it continues. */
    private static final String TERM = "kill -s TERM -- \"$@\"; kill -s CONT -- \"$@\"";

    private static final String KILL = "kill -s KILL -- \"$@\"";

    private Signals() {}

    /** Asks them to end. A group is given as its negative number. */
    static void term(List<Long> targets) throws InterruptedException {
        if (!run(TERM, targets)) {
            targets.forEach(target -> ProcessHandle.of(Math.abs(target)).ifPresent(ProcessHandle::destroy));
        }
    }

    /** Ends them. A group is given as its negative number. */
    static void kill(List<Long> targets) throws InterruptedException {
        if (!run(KILL, targets)) {
            targets.forEach(target -> ProcessHandle.of(Math.abs(target)).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /** Whether the shell could be asked at all: a job may have used up every process this user may have. */
    private static boolean run(String script, List<Long> targets) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(Gate.SH, "-c", script, "sh"));
        targets.forEach(target -> command.add(Long.toString(target)));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return kill.waitFor(2, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }
}
