package io.queuectl.testkit.store;

import io.queuectl.api.JobContext;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Payload;
import io.queuectl.core.spi.Outcome;

/** The jobs of the work contract: their payload says what becomes of them. */
enum WorkJob {
    /** Completes at once. */
    PLAIN(1, JobState.COMPLETED),
    /** Fails at its first attempt and completes at the second. */
    RETRIED(2, JobState.COMPLETED),
    /** Fails at its only attempt. */
    DOOMED(1, JobState.DEAD);

    static final String KIND = "contract.work";
    static final String LINE = "it runs";

    final int attempts;
    final JobState end;

    WorkJob(int attempts, JobState end) {
        this.attempts = attempts;
        this.end = end;
    }

    static WorkJob numbered(int number) {
        return number % 11 == 5 ? DOOMED : number % 5 == 3 ? RETRIED : PLAIN;
    }

    static WorkJob ofKey(String key) {
        return valueOf(key.substring(0, key.indexOf(':')));
    }

    String key(String name) {
        return name() + ":" + name;
    }

    JobRequest request(String key) {
        JobRequest request = JobRequest.of(KIND, Payload.of(key));
        return this == DOOMED ? request.maxAttempts(1) : request;
    }

    Outcome run(JobContext context) {
        context.log(LINE);
        boolean fails = this == DOOMED || (this == RETRIED && context.attempt() == 1);
        return fails ? Outcome.failed("planned", "fails on purpose") : Outcome.completed();
    }
}
