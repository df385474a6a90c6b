package io.queuectl.store.h2;

import io.queuectl.testkit.store.ScheduleKillContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Processes that fire the same schedules are killed on one file, also the one that serves it to the others. */
class ScheduleKillTest extends ScheduleKillContract {

    @TempDir
    Path folder;

    @Override
    protected String location() {
        return "jdbc:h2:" + folder.resolve("queue") + ";AUTO_SERVER=TRUE";
    }
}
