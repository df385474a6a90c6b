package io.queuectl.api;

/** A queue as it is shown: what is set for it, and how full it is. */
public record QueueView(QueueSettings settings, QueueDepth depth) {

    public QueueName queue() {
        return settings.queue();
    }
}
