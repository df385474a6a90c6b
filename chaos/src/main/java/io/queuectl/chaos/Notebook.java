package io.queuectl.chaos;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What was seen from outside, as it happened: what producers were told, what befell nodes. Thread-safe. */
public final class Notebook {

    private final List<Event> events = new ArrayList<>();

    Notebook() {}

    /** Now, in microseconds: all who write histories here are on one host and go by one clock. */
    public static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Clock.systemUTC().instant());
    }

    /** Writes something down. */
    public synchronized void write(Event event) {
        events.add(event);
    }

    /** A node was killed. */
    public void crashed(String node) {
        write(Event.of(micros(), What.CRASH, node, ""));
    }

    /** A node was stopped, or out of reach, since then and until now. */
    public void troubled(String node, long sinceMicros) {
        long millis = Duration.of(micros() - sinceMicros, ChronoUnit.MICROS).toMillis();
        write(Event.of(sinceMicros, What.STOP, node, "").with("millis", millis));
    }

    /** From here on nothing more is done to anybody. */
    public void healed() {
        write(Event.of(micros(), What.HEALED, "", ""));
    }

    /** A producer is about to bring a job, and may never be told whether it is there. */
    void sent(String producer, Workload.Draft job) {
        write(job.describe(Event.of(micros(), What.ENQUEUE, producer, job.id()).ended(Outcome.UNKNOWN)));
    }

    /** A producer was told that its job is there. */
    void acknowledged(String producer, String id) {
        write(Event.of(micros(), What.ENQUEUE, producer, id));
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }
}
