package io.queuectl.core.spi;

import io.queuectl.api.JobState;

/** What a person does to many jobs at once. */
public sealed interface JobMove {

    JobMove CANCEL = new Cancel();
    JobMove REQUEUE = new Requeue(JobEdit.NOTHING);
    JobMove DELETE = new Delete();

    /** Whether it can be done to a job in that state. */
    boolean mayLeave(JobState state);

    /** Waiting: cancelled now. Processing: marked, so that its node is told; see {@link JobAdmin#cancel}. */
    record Cancel() implements JobMove {
        @Override
        public boolean mayLeave(JobState state) {
            return state.mayBecome(JobState.CANCELLED);
        }
    }

    /**
     * Dead, cancelled or failed → pending, due now, with all counters at zero; see {@link JobAdmin#requeue}.
     *
     * @param edit changed at the same time, so that no worker gets to see the job in between
     */
    record Requeue(JobEdit edit) implements JobMove {
        @Override
        public boolean mayLeave(JobState state) {
            return state.isRequeuable();
        }
    }

    /** Changes waiting jobs; see {@link JobAdmin#edit}. */
    record Edit(JobEdit edit) implements JobMove {
        @Override
        public boolean mayLeave(JobState state) {
            return state.isWaiting();
        }
    }

    /** Deletes jobs that nobody holds, with history and log; see {@link JobAdmin#delete}. */
    record Delete() implements JobMove {
        @Override
        public boolean mayLeave(JobState state) {
            return state != JobState.PROCESSING;
        }
    }
}
