package io.queuectl.api;

/** Thrown by {@link JobContext#checkCancelled()} in an attempt that should end. */
public final class JobCancelledException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    public JobCancelledException(JobId id) {
        super("the attempt of job " + id + " was asked to stop");
    }
}
