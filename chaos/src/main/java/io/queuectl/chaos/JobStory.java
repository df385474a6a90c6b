package io.queuectl.chaos;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the database keeps of one job, and what people did to it, in an order in which it may have happened. Attempts are numbered, so theirs is known; a move has a while
 * in which it was done, and goes to where its answer fits: a cancel that was passed on to a holder into an attempt, any other between two. Times are told before a
 * transaction begins, which may have to wait, and a job that was claimed ahead tells only when its turn came: a claim was made between the end before it and the start
 * that its job told, an end between its time and what came next. What an attempt made of the job is not kept: it follows from what comes next, and by the rule where that leaves a choice. Where clocks are wrong nobody knows by which one a
 * job was claimed: the time of its attempt is that of its start.
 */
final class JobStory {

    /** Between the clocks of one host and the milliseconds of a database. */
    private static final long SLACK = 2_000;

    /** Of a transaction that claims, for others. */
    private static final long LONGEST_WAIT = 1_000_000;

    private static final int MAX_LOSSES = 3;

    private final JobView job;
    private final List<Attempt> attempts;
    private final Known known;
    private final long max;
    private final List<Event> story = new ArrayList<>();
    private final List<List<Event>> before = new ArrayList<>();
    private final List<List<Event>> within = new ArrayList<>();
    private final List<Event> requeues = new ArrayList<>();
    private boolean doubtful;

    /** Since the job was enqueued or put back. */
    private long failures;

    private long losses;
    private long at;

    private JobStory(JobView job, List<Attempt> attempts, Known known, long max) {
        this.job = job;
        this.attempts = attempts;
        this.known = known;
        this.max = max;
        for (int i = 0; i <= attempts.size(); i++) {
            before.add(new ArrayList<>());
            within.add(new ArrayList<>());
        }
    }

    /**
     * What is known beside the database.
     *
     * @param starts when jobs told their starts under each token, in microseconds
     * @param clocks by which the times in the database were written
     */
    record Known(Map<String, Long> starts, Clocks clocks) {}

    /**
     * @param max attempts that whoever enqueued it allowed
     */
    static List<Event> of(JobView job, List<Attempt> attempts, List<Event> moves, Known known, long max) {
        JobStory story = new JobStory(job, withUnstarted(job, attempts, moves), known, max);
        moves.stream().filter(move -> "requeue".equals(move.text("verb"))).forEach(story.requeues::add);
        moves.forEach(story::place);
        if (story.doubtful) {
            return moves.stream()
                    .map(move -> new Event(
                            move.at(), move.what(), move.node(), move.subject(), "", Outcome.UNKNOWN, move.facts()))
                    .toList();
        }
        story.tell();
        return story.story;
    }

    /** A job that was claimed with its cancel already asked for is cancelled without a start: that counts, and leaves nothing but the job's own row. */
    private static List<Attempt> withUnstarted(JobView job, List<Attempt> attempts, List<Event> moves) {
        Token token = job.token();
        Instant finished = job.finishedAt();
        boolean known = attempts.stream().anyMatch(attempt -> attempt.token().equals(token));
        boolean cancelled = moves.stream().anyMatch(move -> isCancel(move, "requested"))
                && moves.stream().noneMatch(move -> isCancel(move, "done"));
        if (known || token == null || finished == null || job.state() != JobState.CANCELLED || !cancelled) {
            return attempts;
        }
        List<Attempt> all = new ArrayList<>(attempts);
        int ordinal = attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).ordinal() + 1;
        all.add(new Attempt(ordinal, token, null, finished, finished, AttemptEnd.CANCELLED, null));
        return all;
    }

    private static boolean isCancel(Event move, String answer) {
        return "cancel".equals(move.text("verb")) && answer.equals(move.text("answer"));
    }

    private void place(Event move) {
        String answer = String.valueOf(move.text("answer"));
        if (move.outcome() == Outcome.UNKNOWN) {
            doubtful = true;
        } else if (answer.equals("done")) {
            before.get(gap(move)).add(move);
        } else if (answer.equals("requested")) {
            List<Integer> holders = IntStream.range(0, attempts.size())
                    .filter(i -> canHaveHeld(i, move))
                    .boxed()
                    .toList();
            doubtful |= holders.isEmpty() || holders.stream().anyMatch(i -> wasGivenBackBefore(i, move));
            holders.stream().max(this::asked).ifPresent(i -> within.get(i).add(move));
        }
    }

    /** An attempt may have been claimed ahead, long before its time. */
    private boolean canHaveHeld(int i, Event move) {
        long claimedAfter = i == 0 ? micros(job.createdAt()) : ended(i - 1);
        return settledBefore(i) + SLACK >= sent(move) && claimedAfter <= move.at() + SLACK;
    }

    /** Claimed ahead and given back leaves no attempt: whether that is what may have been asked to cancel. */
    private boolean wasGivenBackBefore(int i, Event move) {
        int last = i == 0 ? 0 : attempts.get(i - 1).ordinal();
        return attempts.get(i).ordinal() > last + 1 && sent(move) <= claimedSince(i) + SLACK;
    }

    /** Of those who may have been asked it was one that was cancelled, or the last: nobody starts again what he was asked to cancel. */
    private int asked(int one, int other) {
        boolean cancelled = attempts.get(one).end() == AttemptEnd.CANCELLED;
        boolean otherCancelled = attempts.get(other).end() == AttemptEnd.CANCELLED;
        return cancelled == otherCancelled ? Integer.compare(one, other) : Boolean.compare(cancelled, otherCancelled);
    }

    /** The first place between attempts where it can have been done, and makes sense if there is one. */
    private int gap(Event move) {
        int fits = -1;
        for (int i = 0; i <= attempts.size(); i++) {
            boolean possible = (i == 0 || ended(i - 1) <= move.at() + SLACK)
                    && (i == attempts.size() || claimedBefore(i) + SLACK >= sent(move));
            if (possible && fits < 0) {
                fits = i;
            }
            if (possible && makesSense(move, i)) {
                return i;
            }
        }
        return fits < 0 ? attempts.size() : fits;
    }

    /** What was put back was finished before, and what was cancelled ran no more until it was put back. */
    private boolean makesSense(Event move, int i) {
        return switch (String.valueOf(move.text("verb"))) {
            case "requeue" -> i > 0 && attempts.get(i - 1).end() != AttemptEnd.RELEASED;
            case "cancel" ->
                i == attempts.size()
                        || requeues.stream()
                                .anyMatch(requeue ->
                                        requeue.at() >= sent(move) && sent(requeue) <= claimedBefore(i) + SLACK);
            default -> true;
        };
    }

    private void tell() {
        at = micros(job.createdAt());
        for (int i = 0; i <= attempts.size(); i++) {
            before.get(i).forEach(this::moved);
            if (i < attempts.size()) {
                attempt(i);
            }
        }
    }

    private void moved(Event move) {
        if ("requeue".equals(move.text("verb"))) {
            failures = 0;
            losses = 0;
        }
        at = Math.max(at, sent(move));
        story.add(new Event(at, move.what(), move.node(), move.subject(), "", move.outcome(), move.facts()));
    }

    private void attempt(int i) {
        Attempt attempt = attempts.get(i);
        boolean isLost = attempt.end() == AttemptEnd.LOST;
        Event claim = under(attempt, What.CLAIM, isLost ? claimedAbout(i) : claimedSince(i))
                .with("now", known.clocks().areTrue() ? attempt.startedAt().toEpochMilli() : null)
                .with("ordinal", attempt.ordinal());
        story.add(claim);
        within.get(i).forEach(this::moved);
        AttemptEnd end = attempt.end();
        Instant ended = attempt.endedAt();
        if (end == null || ended == null) {
            return;
        }
        String to = i + 1 < attempts.size() || !before.get(i + 1).isEmpty()
                ? follows(end, i)
                : job.state().text();
        long endedMillis = known.clocks().millis(ended);
        Event settle = under(attempt, What.SETTLE, ended(i))
                .with("end", end.text())
                .with("to", to)
                .with("started", known.clocks().millis(attempt.startedAt()))
                .with("ended", endedMillis);
        boolean waits = to.equals("failed") && isFailure(end);
        story.add(settle.with("runAt", waits ? endedMillis + Workload.BACKOFF_MILLIS : null));
        failures += isFailure(end) ? 1 : 0;
        losses += end == AttemptEnd.LOST ? 1 : 0;
    }

    /** What the job became where something else happened to it afterwards. */
    private String follows(AttemptEnd end, int i) {
        return switch (end) {
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case DISCARDED -> "dead";
            case FAILED, TIMED_OUT -> failures + 1 >= max ? "dead" : "failed";
            case LOST -> losses + 1 >= MAX_LOSSES ? "dead" : afterLoss(i);
            case RELEASED, SNOOZED -> "pending";
        };
    }

    /** Whoever found the loss may or may not have seen that somebody asked for a cancel. */
    private String afterLoss(int i) {
        boolean asked = !within.get(i).isEmpty();
        List<Event> next = before.get(i + 1);
        return asked && !next.isEmpty() && "requeue".equals(next.get(0).text("verb")) ? "cancelled" : "pending";
    }

    private static boolean isFailure(AttemptEnd end) {
        return end == AttemptEnd.FAILED || end == AttemptEnd.TIMED_OUT;
    }

    private Event under(Attempt attempt, What what, long micros) {
        at = Math.max(at, micros);
        String node = attempt.node() == null ? "" : attempt.node();
        return Event.of(at, what, node, job.id().text()).under(attempt.token().toString());
    }

    private long claimedSince(int i) {
        return micros(attempts.get(i).startedAt());
    }

    /** Of one that told no start nothing is known but that its transaction did not wait for long. */
    private long claimedAbout(int i) {
        return Math.min(
                claimedBefore(i),
                known.starts().containsKey(token(i)) ? Long.MAX_VALUE : claimedSince(i) + LONGEST_WAIT);
    }

    private long claimedBefore(int i) {
        Long told = known.starts().get(token(i));
        return Math.max(claimedSince(i), told == null ? Math.min(ended(i), settledBefore(i)) : told);
    }

    private String token(int i) {
        return attempts.get(i).token().toString();
    }

    private long settledBefore(int i) {
        return i + 1 < attempts.size() ? Math.max(ended(i), claimedSince(i + 1)) : Long.MAX_VALUE - SLACK;
    }

    private long ended(int i) {
        @Nullable Instant ended = attempts.get(i).endedAt();
        return ended == null ? Long.MAX_VALUE - SLACK : micros(ended);
    }

    private static long sent(Event move) {
        return move.number("sent", move.at());
    }

    private long micros(Instant instant) {
        return known.clocks().micros(instant);
    }
}
