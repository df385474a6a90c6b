package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.QueueName;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Choices;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Chronicle.Event;
import io.queuectl.core.spi.Chronicle.Happening;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl events}: what happened, oldest first; with {@code -f} also what goes on to happen. */
@Command(description = "Show what happened: attempts, losses, ends, and what people did.")
final class Events implements Action {

    private static final long GLANCE_NANOS = Duration.ofMillis(500).toNanos();

    /** Whoever commits late told the time before that. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final int FOLLOWED = 10_000;

    private static final List<Column> COLUMNS = List.of(
            Column.time("at", "AT"),
            Column.text("type", "TYPE"),
            Column.text("job", "JOB"),
            Column.text("queue", "QUEUE").usually("default"),
            Column.number("attempt", "ATTEMPT"),
            Column.text("node", "NODE"),
            Column.longText("detail", "DETAIL"));

    @Option(names = "--since", paramLabel = "TIME", description = "Not before that: so long ago (1h), or an instant.")
    private @Nullable String since;

    @Option(names = "--job", paramLabel = "ID", description = "Of this job alone.")
    private @Nullable String job;

    @Option(names = "--queue", paramLabel = "NAME", description = "Of the jobs of this queue.")
    private @Nullable String queue;

    @Option(names = "--type", paramLabel = "TYPE", split = ",", description = "Only these: failed,lost,dead,moved…")
    private List<String> types = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "The newest so many (100).")
    private int limit = 100;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl+C.")
    private boolean follow;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        Chronicle.Wish all = new Chronicle.Wish(Instant.EPOCH, id(), queue(), types(), limit());
        UnaryOperator<Instant> beginning = since == null ? now -> Instant.EPOCH : beginning(since);
        OutputFormat format = session.output();
        if (follow && (format == OutputFormat.JSON || format == OutputFormat.ID)) {
            throw Refusal.usage("an endless list is no " + format.name().toLowerCase(Locale.ROOT), "-o ndjson is");
        }
        if (!session.hasDatabase()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND, "there is no queue in " + session.location(), "name the database with --db");
        }
        try (Chronicle chronicle = session.chronicle()) {
            Instant now = chronicle.clock().instant();
            print(session, chronicle.events(since(all, beginning.apply(now), all.limit())));
            if (follow) {
                follow(session, chronicle, all, now);
            }
        }
        return ExitCode.OK;
    }

    private static void print(Session session, List<Event> events) {
        Output.of(session).print(events.stream().map(Events::row).toList(), COLUMNS);
        session.out().flush();
    }

    /** Looks back a little further each time, and tells what it has not told yet. */
    private static void follow(Session session, Chronicle chronicle, Chronicle.Wish wish, Instant start)
            throws InterruptedException {
        Set<Event> told = new HashSet<>(chronicle.events(since(wish, start.minus(LATE), FOLLOWED)));
        RowPrinter lines = session.output() == OutputFormat.TABLE
                ? null
                : Output.of(session).printer(COLUMNS);
        while (true) {
            LockSupport.parkNanos(GLANCE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Instant from = chronicle.clock().instant().minus(LATE);
            told.removeIf(event -> event.at().isBefore(from));
            for (Event event : chronicle.events(since(wish, from, FOLLOWED))) {
                if (told.add(event)) {
                    tell(session, lines, event);
                }
            }
            session.out().flush();
        }
    }

    private static void tell(Session session, @Nullable RowPrinter lines, Event event) {
        Row row = row(event);
        if (lines != null) {
            lines.print(row);
            return;
        }
        StringBuilder line = new StringBuilder(Output.of(session).times().of(event.at()));
        for (String name : List.of("type", "job", "queue", "node", "detail")) {
            String value = row.plain(name);
            line.append(value.isEmpty() ? "" : "  " + Printable.line(value));
        }
        Output.of(session).line(line.toString());
    }

    private static Chronicle.Wish since(Chronicle.Wish wish, Instant from, int limit) {
        return new Chronicle.Wish(from, wish.job(), wish.queue(), wish.types(), limit);
    }

    private static Row row(Event event) {
        JobId id = event.job();
        return new Row()
                .time("at", event.at())
                .text("type", event.type().text())
                .text("job", id == null ? null : id.text())
                .text("queue", event.queue())
                .text("kind", event.kind())
                .number("attempt", event.attempt())
                .text("node", event.node())
                .text("detail", event.detail());
    }

    /** The instant that is meant, or how long before the present. */
    private static UnaryOperator<Instant> beginning(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return now -> instant;
        } catch (DateTimeParseException noInstant) {
            Duration ago = Durations.parse("--since", text);
            return now -> now.minus(ago);
        }
    }

    private @Nullable JobId id() {
        return job == null ? null : JobIds.parse(job);
    }

    private @Nullable QueueName queue() {
        return queue == null ? null : QueueNames.parse(queue);
    }

    private Set<Happening> types() {
        Set<Happening> chosen = EnumSet.noneOf(Happening.class);
        types.forEach(type -> chosen.add(Choices.parse("type of event", type.replace('-', '_'), Happening.class)));
        return chosen;
    }

    private int limit() {
        if (limit < 1 || limit > 1_000_000) {
            throw Refusal.usage("--limit " + limit + " is not within 1 and 1000000", "queuectl events --limit 100");
        }
        return limit;
    }
}
