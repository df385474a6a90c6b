package io.queuectl.testkit.power;

/** What a caller was told of a job, and may rely on from then on. */
public enum Acknowledgement {
    /** It is in the queue. */
    ENQUEUED,
    /** It was seen to be completed. */
    COMPLETED
}
