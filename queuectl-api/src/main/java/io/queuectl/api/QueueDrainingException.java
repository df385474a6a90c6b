package io.queuectl.api;

/** A queue is being drained: it works off what it has, and takes no new jobs until it is resumed. Nothing was added. */
public final class QueueDrainingException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    private final String queue;

    public QueueDrainingException(QueueName queue) {
        super("queue " + queue + " is being drained and takes no new jobs: resume it, or enqueue elsewhere");
        this.queue = queue.text();
    }

    public QueueName queue() {
        return QueueName.of(queue);
    }
}
