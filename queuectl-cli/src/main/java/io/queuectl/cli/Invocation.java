package io.queuectl.cli;

import io.queuectl.cli.command.CommandTable;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.GlobalOptions;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.frame.Suggestion;
import io.queuectl.cli.frame.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words after {@code queuectl}, parted into the name of a command and its arguments. Global options may stand before the
 * name, within it and after it. Only the command that is named is built.
 *
 * @param name of the command, or empty if none was given
 * @param leading the options before the name
 * @param arguments everything but the name, up to {@code --}
 * @param tail what follows {@code --}, or {@code null} without it
 */
record Invocation(String name, List<String> leading, List<String> arguments, List<String> tail, boolean hasTail) {

    static Invocation of(String... words) {
        List<String> all = Arrays.asList(words);
        int end = all.indexOf("--");
        List<String> typed = new ArrayList<>(end < 0 ? all : all.subList(0, end));
        List<String> before = new ArrayList<>();
        String name = nextWord(typed, before);
        List<String> leading = List.copyOf(before);
        if (CommandTable.isGroup(name)) {
            int taken = before.size();
            List<String> rest = new ArrayList<>(typed);
            String second = nextWord(rest, before);
            if (CommandTable.isCommand(name + " " + second)) {
                name = name + " " + second;
                typed = rest;
            } else {
                name = groupDefault(name, second);
                before.subList(taken, before.size()).clear();
            }
        }
        before.addAll(typed);
        return new Invocation(name, leading, before, end < 0 ? List.of() : all.subList(end + 1, all.size()), end >= 0);
    }

    ExitCode run(Surroundings outside) throws Exception {
        if (asksForVersion()) {
            outside.out().println("queuectl " + version());
            return ExitCode.OK;
        }
        if (name.equals("help") || (name.isEmpty() && asksForHelp())) {
            return help(outside);
        }
        if (CommandTable.isGroup(name) && asksForHelp()) {
            CommandTable.printOverview(outside.out(), name);
            return ExitCode.OK;
        }
        if (!CommandTable.isCommand(name)) {
            // An option that nobody knows may have swallowed the command, or have been all there is: it is told first.
            List<String> global = CommandTable.isGroup(name) ? arguments : leading;
            parser("queuectl", CommandSpec.create(), new GlobalOptions()).parseArgs(global.toArray(new String[0]));
        }
        Action action = CommandTable.make(name);
        GlobalOptions options = new GlobalOptions();
        CommandLine parser = parser("queuectl " + name, CommandSpec.forAnnotatedObject(action), options);
        List<String> given = new ArrayList<>(arguments);
        if (action instanceof Action.TakesTail taker) {
            if (hasTail) {
                taker.tail(tail);
            }
        } else if (hasTail) {
            given.add("--");
            given.addAll(tail);
        }
        parser.parseArgs(given.toArray(new String[0]));
        if (parser.isUsageHelpRequested()) {
            parser.usage(outside.out(), CommandLine.Help.Ansi.OFF);
            return ExitCode.OK;
        }
        try (Session session = new Session(options, outside)) {
            return action.run(session);
        }
    }

    /** Takes the first word that is no global option out of the list, and the global options before it into the other. */
    private static String nextWord(List<String> words, List<String> options) {
        while (!words.isEmpty()) {
            String word = words.remove(0);
            if (!word.startsWith("-") || word.equals("-")) {
                return word;
            }
            options.add(word);
            if (GlobalOptions.takesNextWord(word) && !words.isEmpty()) {
                options.add(words.remove(0));
            }
        }
        return "";
    }

    private static String groupDefault(String group, String second) {
        List<String> known = CommandTable.membersOf(group);
        if (!second.isEmpty()) {
            throw Refusal.usage(
                    "unknown command " + Printable.quoted(group + " " + second),
                    Suggestion.hint(second, known, "queuectl " + group + " knows: " + String.join(", ", known)));
        }
        return group;
    }

    private boolean asksForVersion() {
        return name.equals("version")
                || (name.isEmpty() && (arguments.contains("--version") || arguments.contains("-V")));
    }

    private boolean asksForHelp() {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    private ExitCode help(Surroundings outside) {
        List<String> words = new ArrayList<>(arguments);
        words.remove("--help");
        words.remove("-h");
        if (words.isEmpty()) {
            CommandTable.printOverview(outside.out());
            return ExitCode.OK;
        }
        Invocation asked = Invocation.of(words.toArray(new String[0]));
        if (CommandTable.isGroup(asked.name)) {
            CommandTable.printOverview(outside.out(), asked.name);
            return ExitCode.OK;
        }
        Action action = CommandTable.make(asked.name);
        parser("queuectl " + asked.name, CommandSpec.forAnnotatedObject(action), new GlobalOptions())
                .usage(outside.out(), CommandLine.Help.Ansi.OFF);
        return ExitCode.OK;
    }

    private static CommandLine parser(String name, CommandSpec spec, GlobalOptions options) {
        spec.name(name);
        spec.addMixin("global", CommandSpec.forAnnotatedObject(options));
        // A command may begin with @ or hold ${…}: nothing that was typed is expanded.
        return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private static String version() {
        String version = Invocation.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
