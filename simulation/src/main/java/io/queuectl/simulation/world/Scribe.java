package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.StoreException;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Kernel;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what happens in a world, at the moment at which it happens in the store. Confined to its world. */
final class Scribe {

    private final Kernel kernel;
    private final History history = new History();
    private final Map<Long, String> idOfNumber = new HashMap<>();
    private final Set<String> inserted = new HashSet<>();
    private final Map<Token, String> given = new HashMap<>();
    private final Map<String, Event> schedules = new HashMap<>();

    Scribe(Kernel kernel) {
        this.kernel = kernel;
    }

    History history() {
        return history;
    }

    void write(Event event) {
        if (!kernel.isOver()) {
            history.add(event);
        }
    }

    Event event(What what, String node, String subject) {
        long micros = Kernel.BEGINNING.toEpochMilli() * 1_000 + kernel.nanos() / 1_000;
        return Event.of(micros, what, node, subject);
    }

    /** An exchange was applied. */
    void exchanged(String node, Batch batch, Receipt receipt) {
        for (int i = 0; i < batch.notes().size(); i++) {
            noted(node, batch.notes().get(i), receipt.notes().get(i));
        }
        for (int i = 0; i < batch.settlements().size(); i++) {
            settled(node, batch.settlements().get(i), receipt.settlements().get(i));
        }
        for (int i = 0; i < batch.jobs().size(); i++) {
            if (receipt.jobs().get(i) instanceof Insertion.Inserted added) {
                inserted(node, added.id(), batch.jobs().get(i));
            }
        }
        for (Claimed claimed : receipt.claims()) {
            claimed.claims().forEach(claim -> claimed(node, claim, batch));
        }
    }

    /** A client that may be killed before it is told anything is about to bring a job. */
    void sent(String node, JobRequest request) {
        enqueued(node, request, Outcome.UNKNOWN);
    }

    /** A client was told that its job is there. */
    void added(String node, JobRequest request) {
        enqueued(node, request, Outcome.OK);
    }

    /** A client was told that its job is not there, or may be. */
    void notAdded(String node, JobRequest request, QueueCtlException failure) {
        boolean doubtful = failure instanceof StoreException failed && failed.outcomeUnknown();
        enqueued(node, request, doubtful ? Outcome.UNKNOWN : Outcome.FAILED);
    }

    /** Another job stands for that of a client. */
    void stoodFor(String node, JobRequest request) {
        enqueued(node, request, Outcome.FAILED);
    }

    private void enqueued(String node, JobRequest request, Outcome outcome) {
        Event event = event(What.ENQUEUE, node, String.valueOf(request.id())).ended(outcome);
        Unique unique = request.extras().unique();
        write(event.with("queue", request.queue())
                .with("priority", request.priority())
                .with("key", unique == null ? null : request.kind() + "/" + unique.key())
                .with("hash", hash(request.payload())));
    }

    /** A schedule was made, paused, resumed or removed. */
    void scheduled(String node, String name, @Nullable Schedule schedule, String changed) {
        if (schedule != null && schedule.spec() instanceof ScheduleSpec.FixedRate rate) {
            schedules.put(
                    name,
                    event(What.TICK, node, name)
                            .with("every", rate.period().toMillis())
                            .with("missed", schedule.missed().text().replaceAll(":.*", "")));
        }
        Event made = schedules.get(name);
        if (made != null) {
            Event now = event(What.TICK, node, name);
            write(new Event(now.at(), What.TICK, node, name, "", Outcome.OK, made.facts()).with("changed", changed));
        }
    }

    /** A tick whose job is there already adds none. */
    void fired(String node, Firing firing, Fired fired) {
        Event made = schedules.get(firing.name());
        if (fired == Fired.FIRED && made != null) {
            List<NewJob> fresh = firing.jobs().stream()
                    .filter(job -> !inserted.contains(String.valueOf(job.id())))
                    .toList();
            String ticks = fresh.stream().map(job -> tick(firing.name(), job)).collect(Collectors.joining(" "));
            Event now = event(What.TICK, node, firing.name());
            write(new Event(now.at(), What.TICK, node, firing.name(), "", Outcome.OK, made.facts())
                    .with("revision", firing.seen())
                    .with("ticks", ticks));
            fresh.forEach(job -> inserted(node, JobId.of(String.valueOf(job.id())), job));
        }
    }

    /** @param now on the clock of who did it */
    void moved(String node, String id, String verb, AdminAnswer answer, @Nullable Instant now, @Nullable JobEdit edit) {
        Event event = event(What.MOVE, node, id)
                .with("verb", verb)
                .with("answer", answer.kind().name().toLowerCase(Locale.ROOT));
        if (verb.equals("delete") && answer.kind() == AdminAnswer.Kind.DONE) {
            inserted.remove(id);
        }
        if (verb.equals("requeue")) {
            event = event.with("runAt", millis(now));
        }
        if (edit != null) {
            event = event.with("priority", edit.priority())
                    .with("queue", edit.queue())
                    .with("runAt", edit.runAt() == null ? null : edit.runAt().toEpochMilli())
                    .with("hash", edit.payload() == null ? null : hash(edit.payload()));
        }
        write(event);
    }

    void set(String node, QueueSettings settings) {
        write(event(What.SETTING, node, settings.queue().text())
                .with("paused", settings.paused())
                .with("limit", settings.maxRunning()));
    }

    static String hash(Payload payload) {
        return Integer.toHexString(Arrays.hashCode(payload.bytes()));
    }

    /** Notes the number of a job, for those that name it by that. */
    void numbered(Claim claim) {
        idOfNumber.put(claim.number(), claim.id().text());
    }

    private static String tick(String name, NewJob job) {
        return String.valueOf(job.id()).substring(name.length() + 1);
    }

    private void inserted(String node, JobId id, NewJob job) {
        if (inserted.add(id.text())) {
            Unique unique = job.extras().unique();
            write(event(What.INSERT, node, id.text())
                    .with("queue", job.queue())
                    .with("priority", job.priority())
                    .with("runAt", job.runAt().toEpochMilli())
                    .with("max", job.limits().maxAttempts())
                    .with("key", unique == null ? null : job.kind() + "/" + unique.key())
                    .with("hash", hash(job.payload())));
        }
    }

    private void claimed(String node, Claim claim, Batch batch) {
        numbered(claim);
        boolean again = batch.repeated() && claim.id().text().equals(given.get(claim.token()));
        if (!again) {
            given.put(claim.token(), claim.id().text());
            write(event(What.CLAIM, node, claim.id().text())
                    .under(claim.token().toString())
                    .with("now", batch.now().toEpochMilli())
                    .with("runAt", claim.runAt().toEpochMilli())
                    .with("attempts", claim.counters().attempts())
                    .with("losses", claim.counters().losses())
                    .with("ordinal", claim.ordinal()));
        }
    }

    private void settled(String node, Settlement settlement, Settled answer) {
        write(event(What.SETTLE, node, id(settlement.number()))
                .under(settlement.token().toString())
                .ended(outcome(answer))
                .with("end", settlement.end().text())
                .with("to", settlement.to().text())
                .with("runAt", settlement.runAt().toEpochMilli())
                .with("started", millis(settlement.startedAt()))
                .with("ended", settlement.endedAt().toEpochMilli()));
    }

    private void noted(String node, ClaimNote note, Settled answer) {
        write(event(What.NOTE, node, id(note.number()))
                .under(note.token().toString())
                .ended(outcome(answer)));
    }

    private String id(long number) {
        return idOfNumber.getOrDefault(number, "number " + number);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static Outcome outcome(Settled answer) {
        return switch (answer) {
            case APPLIED -> Outcome.OK;
            case ALREADY_APPLIED -> Outcome.REPEATED;
            case NOT_YOURS -> Outcome.REFUSED;
        };
    }
}
