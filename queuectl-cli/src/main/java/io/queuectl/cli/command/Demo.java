package io.queuectl.cli.command;

import io.queuectl.cli.demo.Play;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code queuectl demo}: shows a queue at work in a directory of its own, and checks every promise it makes. */
@Command(description = "Watch a queue at work for 15 seconds, in a directory of its own.")
final class Demo implements Action {

    @Override
    public ExitCode run(Session session) throws IOException, InterruptedException {
        return Play.run(session) ? ExitCode.OK : ExitCode.FAILED;
    }
}
