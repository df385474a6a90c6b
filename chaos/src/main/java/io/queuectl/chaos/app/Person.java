package io.queuectl.chaos.app;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.StoreException;
import io.queuectl.chaos.Database;
import io.queuectl.chaos.Notebook;
import io.queuectl.chaos.Patience;
import io.queuectl.chaos.Workload;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who cancels, edits, requeues and deletes jobs and pauses and limits a queue, at random, and writes down each thing before it is done and again with its
 * answer. May be killed at any moment.
 */
public final class Person {

    private static final QueueName SIDE = QueueName.of(Workload.SIDE);

    private final JobStore store;
    private final SplittableRandom dice;
    private final FileOutputStream record;
    private final String name;
    private int number;

    private Person(JobStore store, SplittableRandom dice, FileOutputStream record, String name) {
        this.store = store;
        this.dice = dice;
        this.record = record;
        this.name = name;
    }

    /** {@code LOCATION SEED FILE NAME MOVES}: undoes what is set for the queue, does so many things, and undoes it again. */
    public static void main(String[] arguments) throws IOException {
        try (JobStore store = new Database(arguments[0]).open(StoreProvider.OpenMode.WRITE);
                FileOutputStream record = new FileOutputStream(arguments[2], true)) {
            SplittableRandom dice = new SplittableRandom(Long.parseLong(arguments[1]));
            Person person = new Person(store, dice, record, arguments[3]);
            person.set(settings -> QueueSettings.none(SIDE));
            for (int moves = Integer.parseInt(arguments[4]); moves > 0; moves--) {
                Patience.pass(Duration.ofMillis(20 + dice.nextInt(100)));
                person.move();
            }
            person.set(settings -> QueueSettings.none(SIDE));
        }
    }

    private void move() throws IOException {
        switch (dice.nextInt(12)) {
            case 0 -> set(QueueSettings::pause);
            case 1, 2, 3 -> set(QueueSettings::resume);
            case 4 -> set(settings -> settings.maxRunning(1 + dice.nextInt(3)));
            case 5 -> set(settings -> settings.maxRunning(null));
            default -> {
                JobView job = some();
                if (job != null) {
                    move(job);
                }
            }
        }
    }

    /** Mostly what makes sense, and now and then something that does not. */
    private void move(JobView job) throws IOException {
        boolean finished = job.state().isFinished();
        int luck = dice.nextInt(10);
        JobId id = job.id();
        if (luck < 4) {
            boolean back = finished == (luck < 3);
            move(id, back ? "requeue" : "cancel", null);
        } else if (luck < 6) {
            move(id, "cancel", null);
        } else if (luck < 9) {
            move(id, "edit", JobEdit.NOTHING.priority(dice.nextInt(4)));
        } else {
            move(id, "delete", null);
        }
    }

    private @Nullable JobView some() {
        JobFilter filter = dice.nextInt(3) > 0
                ? JobFilter.ANY
                : JobFilter.in(JobState.PENDING, JobState.PROCESSING, JobState.DEAD, JobState.CANCELLED);
        List<JobView> jobs = store.queries()
                .list(filter, PageRequest.first(PageRequest.Order.NEWEST_FIRST, 40))
                .jobs();
        return jobs.isEmpty() ? null : jobs.get(dice.nextInt(jobs.size()));
    }

    private void move(JobId id, String verb, @Nullable JobEdit edit) throws IOException {
        Instant now = store.clock().instant();
        Event event = next(What.MOVE, id.text())
                .with("verb", verb)
                .with("runAt", verb.equals("requeue") ? now.toEpochMilli() : null)
                .with("priority", edit == null ? null : edit.priority());
        write(event.ended(Outcome.UNKNOWN));
        try {
            AdminAnswer answer = switch (verb) {
                case "requeue" -> store.admin().requeue(id, now);
                case "cancel" -> store.admin().cancel(id, now);
                case "delete" -> store.admin().delete(id);
                default -> store.admin().edit(id, edit == null ? JobEdit.NOTHING : edit);
            };
            write(event.with("answer", answer.kind().name().toLowerCase(Locale.ROOT)));
        } catch (StoreException failed) {
            write(event.ended(failed.outcomeUnknown() ? Outcome.UNKNOWN : Outcome.FAILED));
        }
    }

    private void set(UnaryOperator<QueueSettings> change) throws IOException {
        Event event = next(What.SETTING, Workload.SIDE);
        write(event.ended(Outcome.UNKNOWN));
        try {
            QueueSettings now =
                    store.queues().change(SIDE, change, store.clock().instant());
            write(event.with("paused", now.paused()).with("limit", now.maxRunning()));
        } catch (StoreException failed) {
            write(event.ended(Outcome.UNKNOWN));
        }
    }

    private Event next(What what, String subject) {
        number++;
        return Event.of(Notebook.micros(), what, name, subject)
                .with("number", number)
                .with("sent", Notebook.micros());
    }

    /** One write: whoever is killed leaves no half line. */
    private void write(Event event) throws IOException {
        Event now = new Event(
                Notebook.micros(), event.what(), event.node(), event.subject(), "", event.outcome(), event.facts());
        record.write(History.of(List.of(now)).ndjson().getBytes(StandardCharsets.UTF_8));
    }
}
