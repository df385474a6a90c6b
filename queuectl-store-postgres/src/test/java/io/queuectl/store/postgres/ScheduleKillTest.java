package io.queuectl.store.postgres;

import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.store.ScheduleKillContract;
import org.junit.jupiter.api.AfterEach;

/** Processes that fire the same schedules are killed on one database. */
class ScheduleKillTest extends ScheduleKillContract {

    private final Scratch scratch = TestPostgres.database();

    @Override
    protected String location() {
        return scratch.address().urlWithPassword();
    }

    @AfterEach
    void drop() {
        scratch.close();
    }
}
