package io.queuectl.api;

/** What was asked cannot be done to a job in its present state. */
public final class JobStateException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    private final JobState state;

    /** @param verb what was asked, for instance {@code requeue} */
    public JobStateException(String verb, JobId id, JobState state) {
        super("cannot " + verb + " job " + id + ": it is " + state.text());
        this.state = state;
    }

    public JobState state() {
        return state;
    }
}
