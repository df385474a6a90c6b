package io.queuectl.store.sqlite.power;

/** What a caller was told of a job, and may rely on from then on. */
enum Acknowledgement {
    ENQUEUED,
    COMPLETED
}
