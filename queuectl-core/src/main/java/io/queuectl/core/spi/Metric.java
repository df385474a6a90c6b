package io.queuectl.core.spi;

/**
 * What the engine counts and times. Named by OpenTelemetry's semantic conventions for messaging where these have a name
 * (<a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/">messaging metrics</a>).
 */
public enum Metric {
    /** Jobs that somebody tried to enqueue through this process, with error where that failed. */
    SENT("messaging.client.sent.messages", Kind.COUNTER, "Jobs enqueued"),
    /** Jobs whose attempt started here. */
    CONSUMED("messaging.client.consumed.messages", Kind.COUNTER, "Attempts started"),
    /** How long a caller waited for its enqueue. */
    OPERATION("messaging.client.operation.duration", Kind.TIMER, "Duration of an enqueue"),
    /** How long an attempt took, with error where it did not complete. */
    PROCESS("messaging.process.duration", Kind.TIMER, "Duration of an attempt"),
    /** Attempts whose end was written, by how they ended and what became of the job; those of dead nodes that were settled here among them. */
    SETTLED("queuectl.attempts.settled", Kind.COUNTER, "Attempts whose end was written"),
    /** How long after its due time an attempt started, by the clock of the database. */
    START_DELAY("queuectl.job.start.delay", Kind.TIMER, "Time from due to start"),
    /** How long one commit took: new jobs, outcomes and claims together. */
    EXCHANGE("queuectl.exchange.duration", Kind.TIMER, "Duration of a commit");

    /** What sort of instrument it is. */
    public enum Kind {
        /** Only goes up; unit 1. */
        COUNTER,
        /** A histogram of durations, in seconds. */
        TIMER
    }

    private final String text;
    private final Kind kind;
    private final String description;

    Metric(String text, Kind kind, String description) {
        this.text = text;
        this.kind = kind;
        this.description = description;
    }

    /** The name, with dots. */
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /** In a few words, for people. */
    public String description() {
        return description;
    }
}
