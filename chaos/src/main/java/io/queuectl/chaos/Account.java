package io.queuectl.chaos;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.StateCount;
import io.queuectl.simulation.check.HistoryCheck;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came of a cluster, put together as one history from what producers were told, what jobs said, what people did and what the database keeps, and what of it breaks
 * a promise. Taken when nothing is done to it any more.
 */
public final class Account {

    /** What the processes of a cluster were started with. */
    public record Terms(Duration lease, int slots) {}

    private static final int CHECKED_LOGS = 200;

    /** When a job was claimed ahead by a node that died before it ran, nobody knows: who overtook whom cannot be told. */
    private static final long NEVER = 1_000_000_000;

    private static final Pattern TICK = Pattern.compile("(.+):(\\d{4}-.+Z)");

    private static final Pattern HASH = Pattern.compile("\\$PPID ([0-9a-f]+)");

    private final Cluster cluster;
    private final Clocks clocks;
    private final List<Event> events = new ArrayList<>();
    private final List<Event> ends = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Event> sent = new HashMap<>();

    /** How they were made, by name. */
    private final Map<String, Event> schedules = new HashMap<>();

    private final Map<String, List<Event>> moves = new HashMap<>();
    private final Map<String, Long> states = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();

    /** When jobs told their starts, by token. */
    private final Map<String, Long> starts = new HashMap<>();

    /** Who held each token, and until when: from the database. */
    private final Map<String, Attempt> attempts = new HashMap<>();

    private final Set<String> kept = new HashSet<>();
    private int lost;
    private int secondRuns;

    private Account(Cluster cluster, Clocks clocks) {
        this.cluster = cluster;
        this.clocks = clocks;
    }

    /** Takes it, judges it, and writes the history beside the figures. */
    public static Account of(Cluster cluster, Terms terms) {
        return of(cluster, terms, Clocks.TRUE);
    }

    /** Likewise of a database whose times were written by such clocks. */
    public static Account of(Cluster cluster, Terms terms, Clocks clocks) {
        Account account = new Account(cluster, clocks);
        account.collect(terms);
        return account;
    }

    /** Everything that breaks a promise, a line each. */
    public List<String> faults() {
        return faults;
    }

    /** How many jobs producers were told of. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** How many jobs are in that state. */
    public long in(JobState state) {
        return states.getOrDefault(state.text(), 0L);
    }

    /** How many attempts ended as lost. */
    public int lost() {
        return lost;
    }

    /** How many attempts ended so. */
    public long ended(AttemptEnd end) {
        return attempts.values().stream()
                .filter(attempt -> attempt.end() == end)
                .count();
    }

    /** How many runs there were beyond the first of each job. */
    public int secondRuns() {
        return secondRuns;
    }

    /** The attempt of that token, or {@code null}. */
    public @Nullable Attempt attempt(String token) {
        return attempts.get(token);
    }

    private void collect(Terms terms) {
        noted();
        cluster.told().runs().forEach(run -> starts.putIfAbsent(run.token(), run.started()));
        cluster.database().read(queries -> {
            Database.jobs(queries).forEach(job -> told(job, queries));
            queries.counts().forEach(this::counted);
            return null;
        });
        ran();
        events.sort(Comparator.comparingLong(Event::at));
        List<Event> all = new ArrayList<>();
        all.add(begin(terms));
        all.addAll(events);
        long now = Notebook.micros();
        all.add(Event.of(now, What.QUIET, "", "").with("now", now / 1_000));
        ends.add(Event.of(0, What.END_OF_HISTORY, "", ""));
        all.addAll(ends);
        judge(History.of(all));
    }

    private static Event begin(Terms terms) {
        return Event.of(0, What.BEGIN, "", "")
                .with("lease", terms.lease().toMillis())
                .with("poll", 500)
                .with("slots", terms.slots())
                .with("maxLosses", 3)
                .with("tolerance", 50)
                .with("call", 1_000)
                .with("window", 3_000)
                .with("orderWindow", NEVER)
                .with("handler", 5_000);
    }

    private void noted() {
        for (Event event : cluster.notebook().events()) {
            if (event.what() == What.ENQUEUE) {
                sent.putIfAbsent(event.subject(), event);
                if (event.outcome() == Outcome.OK) {
                    acknowledged.add(event.subject());
                }
            }
            if (event.what() == What.TICK) {
                schedules.putIfAbsent(event.subject(), event);
            }
            events.add(event);
        }
        for (Event doing : People.doings(cluster)) {
            if (doing.what() == What.MOVE) {
                moves.computeIfAbsent(doing.subject(), unused -> new ArrayList<>())
                        .add(doing);
            } else {
                events.add(doing);
            }
        }
    }

    private void told(JobView job, JobQueries queries) {
        String id = job.id().text();
        kept.add(id);
        states.merge(job.state().text(), 1L, Long::sum);
        Event described = sent.getOrDefault(id, Event.of(0, What.ENQUEUE, "", id));
        long created = clocks.micros(job.createdAt());
        ticked(id, created);
        events.add(new Event(created, What.INSERT, "", id, "", Outcome.OK, described.facts()));
        List<Attempt> history = queries.attempts(JobId.of(id));
        history.forEach(attempt -> {
            attempts.put(attempt.token().toString(), attempt);
            lost += attempt.end() == AttemptEnd.LOST ? 1 : 0;
        });
        JobStory.Known known = new JobStory.Known(starts, clocks);
        long max = described.number("max", Long.MAX_VALUE);
        events.addAll(JobStory.of(job, history, moves.getOrDefault(id, List.of()), known, max));
        ends.add(Event.of(0, What.FINAL, "", id)
                .with("state", job.state().text())
                .with("attempts", job.counters().attempts())
                .with("hash", hash(job))
                .with("created", created / 1_000)
                .with("started", millis(job.startedAt()))
                .with("finished", millis(job.finishedAt())));
        if (kept.size() <= CHECKED_LOGS) {
            for (LogEntry line : queries.logs(JobId.of(id), 0, 20)) {
                ends.add(Event.of(0, What.LOG, "", id)
                        .with("ordinal", line.ordinal())
                        .with("text", line.line().text()));
            }
        }
    }

    private @Nullable Long millis(@Nullable Instant told) {
        return told == null ? null : clocks.millis(told);
    }

    /** A job of a schedule is one of its ticks. */
    private void ticked(String id, long created) {
        Matcher tick = TICK.matcher(id);
        Event made = tick.matches() ? schedules.get(tick.group(1)) : null;
        if (made != null) {
            events.add(Event.of(created, What.TICK, "", tick.group(1))
                    .with("ticks", tick.group(2))
                    .with("every", made.text("every"))
                    .with("missed", made.text("missed")));
        }
    }

    private static @Nullable String hash(JobView job) {
        Matcher hash = HASH.matcher(job.payload().text());
        return hash.find() ? hash.group(1) : null;
    }

    private void counted(StateCount count) {
        ends.add(Event.of(0, What.COUNT, "", count.queue().text())
                .with("state", count.state().text())
                .with("count", count.count()));
    }

    /** What jobs said of themselves; the database says which node each token was given to. */
    private void ran() {
        Set<String> tokens = new HashSet<>();
        Map<String, Integer> runs = new HashMap<>();
        for (Told.Run run : cluster.told().runs()) {
            runs.merge(run.job(), 1, Integer::sum);
            Attempt attempt = attempts.get(run.token());
            if (attempt == null) {
                if (kept.contains(run.job())) {
                    faults.add(
                            "job " + run.job() + " ran under " + run.token() + ", of which its history knows nothing");
                }
                continue;
            }
            String node = attempt.node() == null ? "" : attempt.node();
            events.add(Event.of(run.started(), What.START, node, run.job())
                    .under(run.token())
                    .with("now", clocks.areTrue() ? run.started() / 1_000 : null)
                    .with("hash", run.hash()));
            if (tokens.add(run.token())) {
                events.add(
                        Event.of(end(run, attempt), What.END, node, run.job()).under(run.token()));
            }
        }
        secondRuns = runs.values().stream().mapToInt(count -> count - 1).sum();
        moves.forEach((id, done) -> {
            if (!kept.contains(id)) {
                done.stream().filter(move -> "delete".equals(move.text("verb"))).forEach(events::add);
            }
        });
        attempts.values().stream()
                .filter(attempt -> attempt.end() == AttemptEnd.COMPLETED
                        && !tokens.contains(attempt.token().toString()))
                .forEach(attempt -> faults.add("attempt " + attempt.token() + " completed and left no trace"));
    }

    /** Whoever was killed told no end; the database knows when it was over, but of what was lost only when that was found. */
    private long end(Told.Run run, Attempt attempt) {
        if (attempt.end() == AttemptEnd.LOST) {
            return run.started();
        }
        long kept = attempt.endedAt() == null ? Long.MAX_VALUE : clocks.micros(attempt.endedAt());
        long told = run.ended() == 0 ? Long.MAX_VALUE : run.ended();
        return Math.max(run.started(), Math.min(kept, told));
    }

    private void judge(History history) {
        HistoryCheck.violations(history).forEach(violation -> faults.add(violation.toString()));
        faults.addAll(cluster.traces());
        String name = "%s-%s-%d.ndjson"
                .formatted(cluster.purpose(), cluster.place().name().toLowerCase(Locale.ROOT), cluster.seed());
        try {
            Path folder = Files.createDirectories(Path.of(System.getProperty("chaos.folder", "target/chaos")));
            Files.writeString(folder.resolve(name), history.ndjson());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
