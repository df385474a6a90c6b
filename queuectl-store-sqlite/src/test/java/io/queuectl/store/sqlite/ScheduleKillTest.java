package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.ScheduleKillContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Processes that fire the same schedules are killed on one file. */
class ScheduleKillTest extends ScheduleKillContract {

    @TempDir
    Path folder;

    @Override
    protected String location() {
        return folder.resolve("queue.db").toString();
    }
}
