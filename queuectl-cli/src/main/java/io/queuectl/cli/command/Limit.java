package io.queuectl.cli.command;

import io.queuectl.api.Group;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.input.Numbers;
import io.queuectl.core.spi.JobStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl limit QUEUE}: how many of its jobs run at once, start in a while and wait, on all workers together; {@code limit --group KEY}: how many of a group. */
@Command(
        description =
                "Limit how many jobs of a queue run at once, start in a while or wait, or how many of a group run.")
final class Limit implements Action {

    private static final String NONE = "none";

    @Parameters(paramLabel = "QUEUE", arity = "0..1", description = "The queue.")
    private @Nullable String name;

    @Option(
            names = "--group",
            paramLabel = "KEY",
            description = "A group in place of a queue; --running says how many of its jobs run at once from now on.")
    private @Nullable String group;

    @Option(names = "--running", paramLabel = "N|none", description = "How many run at once, on all workers together.")
    private @Nullable String running;

    @Option(
            names = "--rate",
            paramLabel = "RATE|none",
            description =
                    "How many start in a while, on all workers together: 100/s, 10/m, 5/2s, or with a burst 100/s+500.")
    private @Nullable String rate;

    @Option(names = "--waiting", paramLabel = "N|none", description = "How many may wait; more are refused.")
    private @Nullable String waiting;

    @Override
    public ExitCode run(Session session) {
        if (name != null && group != null) {
            throw Refusal.usage("a queue and a group are given", "limit one after the other");
        }
        if (group != null) {
            return resize(group, session);
        }
        if (name == null) {
            throw Refusal.usage(
                    "no queue is given", "queuectl limit QUEUE --running N, or limit --group KEY --running N");
        }
        return limit(name, session);
    }

    private ExitCode resize(String key, Session session) {
        if (running == null || rate != null || waiting != null) {
            throw Refusal.usage(
                    "of a group " + (running == null ? "nothing is said" : "only --running is known"),
                    "queuectl limit --group KEY --running N");
        }
        int most = (int) Numbers.whole("--running", running, 1, Group.MOST);
        if (!session.storeToWrite().queues().resize(JobValues.group(key, most))) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "no job has a place in group " + Printable.quoted(key),
                    "a group is forgotten once it is empty; the next job says how many run: enqueue --group "
                            + Printable.line(key) + " --group-running " + most);
        }
        session.out().println("group " + Printable.line(key) + " running=" + most);
        return ExitCode.OK;
    }

    private ExitCode limit(String name, Session session) {
        if (running == null && rate == null && waiting == null) {
            throw Refusal.usage(
                    "no limit is given for queue " + Printable.quoted(name),
                    "give --running, --rate or --waiting, each a limit or none; queuectl queues shows them");
        }
        QueueName queue = JobValues.queue(name);
        Integer mostRunning = number("--running", running);
        QueueRate most = rate(rate);
        Integer mostWaiting = number("--waiting", waiting);
        JobStore store = session.storeToWrite();
        QueueSettings after = store.queues()
                .change(
                        queue,
                        settings -> settings.maxRunning(running == null ? settings.maxRunning() : mostRunning)
                                .rate(rate == null ? settings.rate() : most)
                                .maxWaiting(waiting == null ? settings.maxWaiting() : mostWaiting),
                        store.clock().instant());
        session.out()
                .println(queue + " running=" + text(after.maxRunning()) + " rate=" + text(after.rate()) + " waiting="
                        + text(after.maxWaiting()));
        return ExitCode.OK;
    }

    private static String text(@Nullable Object limit) {
        return limit == null ? NONE : limit.toString();
    }

    private static @Nullable Integer number(String what, @Nullable String typed) {
        return typed == null || typed.equals(NONE)
                ? null
                : (Integer) (int) Numbers.whole(what, typed, 1, Integer.MAX_VALUE);
    }

    private static @Nullable QueueRate rate(@Nullable String typed) {
        if (typed == null || typed.equals(NONE)) {
            return null;
        }
        try {
            return QueueRate.parse(typed);
        } catch (IllegalArgumentException invalid) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--rate " + Printable.quoted(typed) + " is no rate",
                    "a rate looks like " + QueueRate.FORM,
                    invalid);
        }
    }
}
