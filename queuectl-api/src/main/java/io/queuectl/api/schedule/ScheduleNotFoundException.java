package io.queuectl.api.schedule;

import io.queuectl.api.QueueCtlException;

/** No schedule of that name is in the database. */
public final class ScheduleNotFoundException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    public ScheduleNotFoundException(String name) {
        super("schedule " + name + " not found");
    }
}
