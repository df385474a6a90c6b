package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Suggestion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Every command by its name. A command is one or two words; a first word with several second ones is a group. */
public final class CommandTable {

    private static final List<String> NAMES = List.of(
            "demo",
            "enqueue",
            "after",
            "batch",
            "status",
            "list",
            "jobs",
            "show",
            "logs",
            "wait",
            "metrics",
            "cancel",
            "retry",
            "edit",
            "delete",
            "clear",
            "purge",
            "queues",
            "pause",
            "resume",
            "drain",
            "limit",
            "dlq list",
            "dlq retry",
            "dlq drop",
            "worker start",
            "worker stop",
            "worker list",
            "schedule add",
            "schedule list",
            "schedule show",
            "schedule pause",
            "schedule resume",
            "schedule run",
            "schedule remove",
            "config set",
            "config unset",
            "config get",
            "config list",
            "config show",
            "migrate",
            "copy",
            "export",
            "import",
            "backup",
            "restore",
            "doctor",
            "events",
            "bench",
            "completion");

    private static final List<String> GROUPS = List.of("worker", "dlq", "schedule", "config");

    private CommandTable() {}

    /**
     * A new command of that name, and no other. A switch, because it loads the one class it needs.
     *
     * @throws Refusal if there is none
     */
    public static Action make(String name) {
        return switch (name) {
            case "enqueue" -> new Enqueue();
            case "after" -> new After();
            case "batch" -> new Batch();
            case "demo" -> new Demo();
            case "status" -> new Status();
            case "list" -> new ListJobs();
            case "jobs" -> new Jobs();
            case "show" -> new Show();
            case "logs" -> new Logs();
            case "wait" -> new Wait();
            case "metrics" -> new Metrics();
            case "dlq", "dlq list" -> new DeadLetters();
            case "dlq retry" -> new Retry(true);
            case "dlq drop" -> new Delete(true);
            case "retry" -> new Retry(false);
            case "cancel" -> new Cancel();
            case "edit" -> new Edit();
            case "delete" -> new Delete(false);
            case "clear" -> new Clear(false);
            case "purge" -> new Clear(true);
            case "queues" -> new QueueList();
            case "pause" -> new Pause();
            case "resume" -> new Resume();
            case "drain" -> new Drain();
            case "limit" -> new Limit();
            case "worker start" -> new WorkerStart();
            case "worker stop" -> new WorkerStop();
            case "worker list" -> new WorkerList();
            case "schedule add" -> new ScheduleAdd();
            case "schedule", "schedule list" -> new ScheduleList();
            case "schedule show" -> new ScheduleShow();
            case "schedule pause" -> new SchedulePause();
            case "schedule resume" -> new ScheduleResume();
            case "schedule run" -> new ScheduleRun();
            case "schedule remove" -> new ScheduleRemove();
            case "config set" -> new ConfigSet();
            case "config", "config get", "config list", "config show" -> new ConfigList();
            case "completion" -> new Completion();
            case "migrate" -> new Migrate();
            case "copy" -> new Copy();
            case "export" -> new Export();
            case "import" -> new Import();
            case "backup" -> new Backup();
            case "restore" -> new Restore();
            case "doctor" -> new Doctor();
            case "events" -> new Events();
            case "bench" -> new Bench();
            case "config unset" -> new ConfigUnset();
            case "" -> throw Refusal.usage("missing command", "queuectl --help lists the commands");
            default -> throw unknown(name);
        };
    }

    public static boolean isCommand(String name) {
        return NAMES.contains(name);
    }

    public static boolean isGroup(String word) {
        return GROUPS.contains(word);
    }

    /** The second words of a group. */
    public static List<String> membersOf(String group) {
        List<String> members = new ArrayList<>();
        for (String name : NAMES) {
            if (name.startsWith(group + " ")) {
                members.add(name.substring(group.length() + 1));
            }
        }
        return members;
    }

    public static List<String> names() {
        return NAMES;
    }

    /** One line a command. */
    public static void printOverview(PrintStream out) {
        printOverview(out, "", NAMES);
    }

    /** One line a command of the group. */
    public static void printOverview(PrintStream out, String group) {
        printOverview(
                out,
                group + " ",
                NAMES.stream().filter(name -> name.startsWith(group + " ")).toList());
    }

    private static void printOverview(PrintStream out, String group, List<String> names) {
        out.println("Usage: queuectl " + group + "COMMAND [OPTIONS] [ARGUMENTS]");
        out.println();
        for (String name : names) {
            String[] about =
                    CommandSpec.forAnnotatedObject(make(name)).usageMessage().description();
            out.printf(Locale.ROOT, "  %-16s %s%n", name, about.length == 0 ? "" : about[0]);
        }
        out.println();
        out.println("queuectl " + group + "COMMAND --help shows the options of one command.");
    }

    private static Refusal unknown(String name) {
        List<String> known = new ArrayList<>(GROUPS);
        known.addAll(NAMES);
        if (isGroup(name)) {
            return Refusal.usage(
                    "missing command after " + Printable.quoted(name),
                    "queuectl " + name + " knows: " + String.join(", ", membersOf(name)));
        }
        return Refusal.usage(
                "unknown command " + Printable.quoted(name),
                Suggestion.hint(name, known, "queuectl --help lists the commands"));
    }
}
