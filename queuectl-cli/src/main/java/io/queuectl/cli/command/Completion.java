package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Choices;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.GlobalOptions;
import io.queuectl.cli.frame.Session;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code queuectl completion SHELL}: the script that teaches a shell every command and option, made from the commands themselves. */
@Command(description = "Print a completion script: bash, zsh or fish.")
final class Completion implements Action {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell = "";

    @Override
    public ExitCode run(Session session) {
        switch (shell.toLowerCase(Locale.ROOT)) {
            case "bash", "zsh" -> session.out().print(AutoComplete.bash("queuectl", new CommandLine(tree())));
            case "fish" -> printFish(session.out());
            default -> throw Choices.unknown("shell", shell, SHELLS);
        }
        return ExitCode.OK;
    }

    /** All commands at once, groups as commands of their own. */
    private static CommandSpec tree() {
        CommandSpec root = CommandSpec.create().name("queuectl");
        for (String name : CommandTable.names()) {
            int blank = name.indexOf(' ');
            if (blank < 0) {
                root.addSubcommand(name, spec(name));
                continue;
            }
            String group = name.substring(0, blank);
            CommandLine parent = root.subcommands().get(group);
            if (parent == null) {
                parent = new CommandLine(CommandSpec.create().name(group));
                root.addSubcommand(group, parent);
            }
            parent.addSubcommand(name.substring(blank + 1), new CommandLine(spec(name)));
        }
        return root;
    }

    private static CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(CommandTable.make(name));
        return spec.addMixin("global", CommandSpec.forAnnotatedObject(new GlobalOptions()));
    }

    private static void printFish(PrintStream out) {
        out.print("complete -c queuectl -f\n");
        for (String name : CommandTable.names()) {
            String[] words = name.split(" ", -1);
            CommandSpec spec = spec(name);
            String[] about = spec.usageMessage().description();
            String condition = words.length == 1 ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + words[0];
            if (words.length == 2) {
                out.print("complete -c queuectl -n __fish_use_subcommand -a " + words[0] + "\n");
            }
            out.print("complete -c queuectl -n '" + condition + "' -a " + words[words.length - 1] + " -d "
                    + quoted(about.length == 0 ? "" : about[0]) + "\n");
            for (OptionSpec option : spec.options()) {
                out.print("complete -c queuectl -n '__fish_seen_subcommand_from " + words[words.length - 1] + "'"
                        + names(option) + " -d " + quoted(option.description()[0]) + "\n");
            }
        }
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        return names + (option.arity().max() > 0 ? " -r" : "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
