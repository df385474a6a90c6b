package io.queuectl.api;

/** A queue holds as many waiting jobs as it may, or would hold more with those that were to be added. None of them was. */
public final class QueueFullException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    private final String queue;

    public QueueFullException(QueueName queue, int maxWaiting, int jobs) {
        super("queue " + queue + " has no room for " + jobs + (jobs == 1 ? " more job" : " more jobs") + ": at most "
                + maxWaiting + " may wait in it");
        this.queue = queue.text();
    }

    public QueueName queue() {
        return QueueName.of(queue);
    }
}
