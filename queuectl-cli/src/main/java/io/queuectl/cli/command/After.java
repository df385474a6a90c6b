package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobFlags;
import io.queuectl.cli.input.JobSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl after ID… -- COMMAND}: {@code enqueue --after ID… -- COMMAND}, in the order in which one says it. */
@Command(description = "Add a job that runs once others have completed: after ID... -- COMMAND.")
final class After implements Action.TakesTail {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs it waits for; the command follows --.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private JobFlags flags = new JobFlags();

    @Option(names = "--wait", paramLabel = "DURATION", description = "Wait for room where the queue is full.")
    private @Nullable String wait;

    private @Nullable List<String> command;

    @Override
    public void tail(List<String> words) {
        command = words;
    }

    @Override
    public ExitCode run(Session session) throws IOException, InterruptedException {
        if (ids.isEmpty() || command == null) {
            throw Refusal.usage(
                    ids.isEmpty() ? "no job to wait for is named" : "no command follows --",
                    "queuectl after 7 8 -- make report");
        }
        JobSource source = new JobSource();
        source.tail(command);
        return Enqueue.add(source, flags.after(ids), wait, session);
    }
}
