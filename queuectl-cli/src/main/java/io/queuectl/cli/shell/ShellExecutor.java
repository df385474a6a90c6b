package io.queuectl.cli.shell;

import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs jobs of kind {@value ShellJob#KIND}: each as a process in its own session, out of reach of the terminal, without
 * standard input, with the environment it was enqueued with and nothing of the worker's.
 *
 * <p>The command also sees {@code QUEUECTL_JOB_ID}, {@code QUEUECTL_QUEUE}, {@code QUEUECTL_ATTEMPT} and
 * {@code QUEUECTL_TOKEN}, the proof of this attempt, unique for ever. Which process runs it is noted durably before it runs.
 * Exit 0 completes the job; anything else fails it, and whatever keeps the command from starting fails the attempt with that
 * reason. A command that is asked to end gets TERM, with its whole group, and KILL after a grace. Children that outlive a
 * command that ended by itself are left alone, but nobody reads what they write.
 */
public final class ShellExecutor implements JobExecutor {

    /** How often a start is repeated that the terminal's Ctrl+C ended before the process had left the terminal. */
    private static final int STARTS = 5;

    private final ShellSettings settings;
    private final InstantSource clock;

    public ShellExecutor(ShellSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Outcome execute(Claim claim, AttemptContext context) throws InterruptedException {
        ShellJob job;
        try {
            job = ShellJob.of(claim.payload());
        } catch (IllegalArgumentException e) {
            return Outcome.failed("payload", "the payload is not a shell job: " + e.getMessage());
        }
        try {
            return run(job, environment(job, claim, context), context);
        } catch (StartException e) {
            return new Outcome.Failed(e.failure());
        }
    }

    private Outcome run(ShellJob job, Map<String, String> env, AttemptContext context)
            throws StartException, InterruptedException {
        for (int start = 0; start < STARTS; start++) {
            Gate gate = Gate.start(job, env);
            if (gate == null) {
                continue;
            }
            if (!note(gate, context)) {
                return Outcome.failed("lost", "the claim was lost before the command could run");
            }
            Outcome outcome = new RunningJob(gate, context, settings.grace(), clock).follow();
            if (outcome != null) {
                return explain(job, env, outcome);
            }
        }
        return Outcome.failed("start", "the process was killed " + STARTS + " times before its command could run");
    }

    private static boolean note(Gate gate, AttemptContext context) throws InterruptedException {
        boolean noted = false;
        try {
            noted = context.noteProcess(HostProcesses.text(gate.stat()));
        } finally {
            if (!noted) {
                gate.shut();
            }
        }
        return noted;
    }

    /** A shell that is not there fails like a command that is not: only the job knows which of the two it was. */
    private static Outcome explain(ShellJob job, Map<String, String> env, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed) || job.shell().equals(ShellJob.DEFAULT_SHELL)) {
            return outcome;
        }
        Integer exit = failed.failure().exitCode();
        String shell = job.shell().strip().split("\\s+")[0];
        if (exit == null || exit < 126 || exit > 127 || Executables.find(shell, env.get("PATH")) != null) {
            return outcome;
        }
        return Outcome.failed("shell", "shell is missing or not executable: " + shell);
    }

    private static Map<String, String> environment(ShellJob job, Claim claim, AttemptContext context) {
        Map<String, String> env = new LinkedHashMap<>(job.env());
        env.put("QUEUECTL_JOB_ID", claim.id().text());
        env.put("QUEUECTL_QUEUE", claim.queue().text());
        env.put("QUEUECTL_ATTEMPT", Integer.toString(context.attempt()));
        env.put("QUEUECTL_TOKEN", claim.token().toString());
        return env;
    }

    /**
     * Ends what the lost attempt left running on this host. A process is the job's if it has the noted pid and start time or
     * is of the session that process led. A pid is not given to a new process while it names a session, so what is found
     * there is the job's; only where the leader is gone could the session be a later one of the same number, and then a member must
     * carry the attempt's token.
     */
    @Override
    public void endOrphan(Claim lost) {
        HostProcess noted = HostProcesses.onThisHost(lost.process());
        if (noted != null && isStillOurs(noted, lost)) {
            boolean interrupted = new JobGroup(noted.pid(), noted.started()).end(settings.orphanGrace(), () -> {});
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isStillOurs(HostProcess noted, Claim lost) {
        ProcStat leader = ProcStat.of(noted.pid());
        if (leader != null) {
            return leader.started() == noted.started();
        }
        List<ProcStat> members = ProcStat.all().stream()
                .filter(process -> process.session() == noted.pid() && process.started() >= noted.started())
                .toList();
        return members.stream().anyMatch(process -> process.wasGiven("QUEUECTL_TOKEN=" + lost.token()));
    }
}
