package io.queuectl.api;

/** No job of that id is in the database: never enqueued, or deleted since. */
public final class JobNotFoundException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    public JobNotFoundException(JobId id) {
        super("job " + id + " not found");
    }
}
