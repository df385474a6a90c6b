package io.queuectl.api;

/** The id chosen for a new job is taken by another. */
public final class DuplicateJobException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final JobState state;

    public DuplicateJobException(JobId id, JobState state) {
        super("job " + id + " already exists (state " + state.text() + ")");
        this.id = id.text();
        this.state = state;
    }

    public JobId id() {
        return JobId.of(id);
    }

    /** The state of the job that has the id. */
    public JobState state() {
        return state;
    }
}
