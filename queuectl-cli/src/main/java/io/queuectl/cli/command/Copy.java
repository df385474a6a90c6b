package io.queuectl.cli.command;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.copy.CopyTally;
import io.queuectl.cli.copy.JobCopy;
import io.queuectl.cli.copy.LivingNodes;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StateCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl copy}: every job of one database into another, with history and logs; the schedules; and the settings. */
@Command(description = "Copy every job, with history and logs, the schedules and the settings into another database.")
final class Copy implements Action {

    private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

    private static final List<Column> COLUMNS = List.of(
            Column.state("state", "STATE"),
            Column.number("source", "SOURCE"),
            Column.number("copied", "COPIED"),
            Column.number("already_there", "THERE BEFORE"),
            Column.number("target", "TARGET"));

    @Option(
            names = "--from",
            paramLabel = "DATABASE",
            description = "Where the jobs are (default: as for any command).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATABASE", required = true, description = "Where they shall be.")
    private String to = "";

    @Override
    public ExitCode run(Session session) throws IOException, InterruptedException {
        try (Session source = from == null ? session.again() : session.on("--from", from);
                Session target = session.on("--to", to)) {
            requireTwo(!source.isLocatedAs(target), source);
            if (!source.hasDatabase()) {
                throw new Refusal(
                        ExitCode.NOT_FOUND,
                        "there is no queue in " + source.location() + " to copy",
                        "name the database with --from");
            }
            return copy(source, target);
        }
    }

    private static ExitCode copy(Session source, Session target) throws IOException, InterruptedException {
        JobStore old = source.storeToRead();
        requireStill(source, old);
        JobStore fresh = target.storeToWrite();
        requireTwo(!areOne(old.info().location(), fresh.info().location()), source);
        requireStill(target, fresh);
        copySettings(source, old, fresh);
        copyQueueSettings(source, old, fresh);
        CopyTally tally = new JobCopy(old, fresh, progress(source, old)).run();
        copySchedules(source, old, fresh);
        report(source, tally);
        return verdict(source, target, tally);
    }

    private static void requireTwo(boolean two, Session source) {
        if (!two) {
            throw Refusal.usage(
                    source.location() + " is both source and target", "name two databases with --from and --to");
        }
    }

    /** Several names may lead to one file. One server under several names goes unnoticed, and then nothing is found to copy. */
    private static boolean areOne(String one, String other) {
        try {
            return one.equals(other) || Files.isSameFile(Path.of(one), Path.of(other));
        } catch (IOException | InvalidPathException noFiles) {
            return false;
        }
    }

    private static void requireStill(Session session, JobStore store) throws InterruptedException {
        Optional<NodeView> node = new LivingNodes(store)
                .find(unsure -> session.say("hint: " + unsure.info().name()
                        + " stands on the roster of " + session.location() + "; waiting up to "
                        + unsure.info().lease().toSeconds() + " s for a sign of life"));
        if (node.isPresent()) {
            throw new Refusal(
                    ExitCode.CONFLICT,
                    "worker " + node.get().info().name() + " works on " + session.location(),
                    "stop it first, for what it does meanwhile would be copied in part: queuectl worker stop --wait");
        }
    }

    /** As with jobs: what the target has stays. */
    private static void copySettings(Session session, JobStore from, JobStore to) {
        Map<String, String> there = to.admin().settings();
        from.admin().settings().forEach((key, value) -> {
            String other = there.get(key);
            if (other == null) {
                to.admin().putSetting(key, value);
            } else if (!other.equals(value)) {
                session.say("hint: the setting " + key + " stays " + other + " in the target; it is " + value
                        + " in the source");
            }
        });
    }

    /** After the jobs: what the target fires then meets them. As with jobs, what the target has stays. */
    private static void copySchedules(Session session, JobStore from, JobStore to) {
        for (ScheduleView view : from.schedules().list()) {
            String name = view.name();
            Optional<ScheduleView> there = to.schedules().find(name);
            if (there.isEmpty()) {
                to.schedules().put(view.schedule(), view.next());
                if (view.paused()) {
                    to.schedules().pause(name);
                }
            } else if (!there.get().schedule().equals(view.schedule())) {
                session.say(
                        "hint: the schedule " + name + " stays as it is in the target; it is another in the source");
            }
        }
    }

    private static void copyQueueSettings(Session session, JobStore from, JobStore to) {
        Map<QueueName, QueueSettings> there =
                to.queues().settings().stream().collect(Collectors.toMap(QueueSettings::queue, Function.identity()));
        for (QueueSettings settings : from.queues().settings()) {
            QueueSettings other = there.get(settings.queue());
            if (other == null) {
                to.queues().change(settings.queue(), any -> settings, to.clock().instant());
            } else if (!other.equals(settings)) {
                session.say("hint: what is set for queue " + settings.queue() + " stays in the target as it is there");
            }
        }
    }

    private static LongConsumer progress(Session session, JobStore from) {
        long all = from.queries().counts().stream().mapToLong(StateCount::count).sum();
        long[] toldNanos = {System.nanoTime()};
        return seen -> {
            long now = System.nanoTime();
            if (now - toldNanos[0] >= PROGRESS_NANOS) {
                toldNanos[0] = now;
                session.say(seen + " of " + all + " jobs");
            }
        };
    }

    private static void report(Session session, CopyTally tally) {
        Output.of(session)
                .print(
                        StateNames.IN_ORDER.stream()
                                .map(state -> new Row()
                                        .text("state", state.text())
                                        .number("source", tally.source(state))
                                        .number("copied", tally.copied(state))
                                        .number("already_there", tally.alreadyThere(state))
                                        .number("target", tally.target(state)))
                                .toList(),
                        COLUMNS);
        session.out().flush();
    }

    private static ExitCode verdict(Session source, Session target, CopyTally tally) {
        List<String> faults = tally.faults();
        if (!faults.isEmpty()) {
            throw new Refusal(
                    tally.hasTaken() ? ExitCode.CONFLICT : ExitCode.FAILED,
                    String.join("; ", faults),
                    "the source is as it was; once that is settled, run the same copy again: what is there is left alone");
        }
        source.say("copied " + tally.copied() + (tally.copied() == 1 ? " job" : " jobs") + " to " + target.location()
                + (tally.alreadyThere() == 0 ? "" : "; " + tally.alreadyThere() + " were there before")
                + "; the counts agree");
        return ExitCode.OK;
    }
}
