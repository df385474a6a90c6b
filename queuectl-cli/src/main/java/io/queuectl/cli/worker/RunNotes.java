package io.queuectl.cli.worker;

import io.queuectl.api.Token;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Keeps what events do not tell of the attempts under way: their commands and numbers. Stands in front of the executor. Thread-safe. */
final class RunNotes implements JobExecutor {

    /** What is known of one attempt. */
    record Run(String job, String command, int attempt, int maxAttempts) {}

    private final Map<Token, Run> runs = new ConcurrentHashMap<>();
    private final JobExecutor executor;
    private final Consumer<Run> started;

    RunNotes(JobExecutor executor, Consumer<Run> started) {
        this.executor = executor;
        this.started = started;
    }

    @Override
    public Outcome execute(Claim claim, AttemptContext context) throws Exception {
        Run run = new Run(claim.id().text(), command(claim), context.attempt(), context.maxAttempts());
        runs.put(claim.token(), run);
        started.accept(run);
        return executor.execute(claim, context);
    }

    @Override
    public void endOrphan(Claim lost) {
        executor.endOrphan(lost);
    }

    /** The attempt under that token, once: it is forgotten. Empty for one that never started. */
    Optional<Run> take(Token token) {
        return Optional.ofNullable(runs.remove(token));
    }

    int running() {
        return runs.size();
    }

    private static String command(Claim claim) {
        try {
            return ShellJob.of(claim.payload()).command();
        } catch (IllegalArgumentException unreadable) {
            return claim.kind();
        }
    }
}
