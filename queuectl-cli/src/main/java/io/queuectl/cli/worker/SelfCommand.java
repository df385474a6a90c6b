package io.queuectl.cli.worker;

import io.queuectl.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts this program again, with the same java and the same classes. */
public final class SelfCommand {

    private SelfCommand() {}

    public static List<String> of(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dqueuectl.terminals=",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
