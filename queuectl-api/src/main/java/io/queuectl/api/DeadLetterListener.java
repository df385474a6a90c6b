package io.queuectl.api;

/** Is told of each job that an attempt of this node, or the death of another's, leaves dead: once, after the row is written, otherwise as a {@link JobListener}. */
@FunctionalInterface
public interface DeadLetterListener {

    /** @param end {@link JobEvent.Settled#to} is {@link JobState#DEAD}, and {@link JobEvent.Settled#failure} says why */
    void onDead(JobEvent.Settled end);
}
