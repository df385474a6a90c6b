package io.queuectl.cli.shell;

import io.queuectl.api.Failure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process that waits for a line on its standard input and then becomes the command: same pid, same start time, its own
 * session, standard input {@code /dev/null}. So the process can be noted durably before anything of the command runs; and if
 * this JVM dies first, the pipe closes and the gate ends with nothing run.
 *
 * <p>The command travels as an argument and is never pasted into the gate's script.
 */
final class Gate {

    /** POSIX has it there in practice everywhere; the job's own PATH decides only what the command finds. */
    static final String SH = "/bin/sh";

    private static final @Nullable String SETSID = Executables.find("setsid", System.getenv("PATH"));

    /** E2BIG, as JDK 17 and as newer ones word it. */
    private static final Pattern TOO_LONG = Pattern.compile("error(=|: )7\\b");

    /** The empty line tells that the gate stands, and so in a session of its own. */
    private static final String WAIT = "echo; read -r QUEUECTL_GATE || exit 125; ";

    /** Set for {@code setsid}, which loads every category of a locale to print nothing: a fifth of the start. */
    private static final String PLAIN = "LC_ALL";

    private static final String UNSET_PLAIN = "unset " + PLAIN + "; ";

    /** The gate's own shell runs the text: one exec less than {@link #BECOME}, and each is dear. */
    private static final String EVALUATE = "exec </dev/null; eval \"shift;$1\"";

    private static final String BECOME = "exec \"$@\" </dev/null";

    private final Process process;
    private final ProcStat stat;

    private Gate(Process process, ProcStat stat) {
        this.process = process;
        this.stat = stat;
    }

    /**
     * Starts a closed gate.
     *
     * @return {@code null} if it was killed while it started: the terminal's Ctrl+C reaches it until it leads its own session
     * @throws StartException if the system cannot start it
     */
    static @Nullable Gate start(ShellJob job, Map<String, String> env) throws StartException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().clear();
        builder.environment().putAll(env);
        boolean plain = builder.environment().putIfAbsent(PLAIN, "C") == null;
        builder.command(command(job, plain ? UNSET_PLAIN : ""));
        if (job.cwd() != null) {
            builder.directory(new File(job.cwd()));
        }
        try {
            Process process = builder.start();
            boolean stands = process.getInputStream().read() == '\n';
            ProcStat stat = stands ? ProcStat.of(process.pid()) : null;
            return stat == null ? null : new Gate(process, stat);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("signal: ")) {
                return null; // the JDK's spawn helper was killed
            }
            throw new StartException(reason(job, e));
        }
    }

    /** The process, as it was when it started. */
    ProcStat stat() {
        return stat;
    }

    /** The process that waits, and then is the command. */
    Process process() {
        return process;
    }

    /** Lets the command run. Answers {@code false} if the gate was killed before: nothing ran. */
    boolean open() {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write('\n');
            return true;
        } catch (IOException e) {
            return false; // the pipe has no reader: ended with the line unread
        }
    }

    /** Ends the gate with nothing run. */
    void shut() {
        process.destroyForcibly();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.flush();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost.
        }
    }

    private static List<String> command(ShellJob job, String prologue) {
        List<String> command = new ArrayList<>();
        if (SETSID != null) {
            command.add(SETSID);
        }
        command.addAll(List.of(SH, "-c"));
        if (job.shell().equals(ShellJob.DEFAULT_SHELL)) {
            command.addAll(List.of(WAIT + prologue + EVALUATE, "sh"));
        } else {
            command.addAll(List.of(WAIT + prologue + BECOME, "sh"));
            command.addAll(List.of(job.shell().strip().split("\\s+")));
        }
        command.add(job.command());
        return command;
    }

    private static Failure reason(ShellJob job, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (job.cwd() != null && !new File(job.cwd()).isDirectory()) {
            return Failure.of("cwd", "working directory is missing: " + job.cwd());
        }
        if (job.cwd() != null && !new File(job.cwd()).canExecute()) {
            return Failure.of("cwd", "working directory may not be entered: " + job.cwd());
        }
        if (TOO_LONG.matcher(message).find()) {
            int size = job.command().getBytes(StandardCharsets.UTF_8).length;
            return Failure.of("start", "argument list too long: the command has " + size + " bytes");
        }
        return Failure.of("start", "cannot start a process: " + message);
    }
}
