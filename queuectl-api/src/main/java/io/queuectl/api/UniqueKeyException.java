package io.queuectl.api;

/** The unique key of a new job is held by another, and the request said that it should fail then. */
public final class UniqueKeyException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String holder;

    public UniqueKeyException(String key, JobId holder) {
        super("unique key \"" + key + "\" is held by job " + holder);
        this.key = key;
        this.holder = holder.text();
    }

    public String key() {
        return key;
    }

    /** The job that holds it. */
    public JobId holder() {
        return JobId.of(holder);
    }
}
