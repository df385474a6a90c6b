package io.queuectl.cli.worker;

import io.queuectl.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts this program again, with the same java and the same classes. */
public final class SelfCommand {

    private SelfCommand() {}

    /** @param terminals which of its descriptors it is to take for terminals, see {@link io.queuectl.cli.frame.Terminals} */
    public static List<String> of(String terminals, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dqueuectl.terminals=" + terminals,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
