package io.queuectl.core.spi;

import io.queuectl.api.schedule.ScheduleView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schedules whose time has come.
 *
 * @param next the earliest next tick of those whose time has not, or {@code null} if there is none
 */
public record DueSchedules(List<ScheduleView> due, @Nullable Instant next) {
    public DueSchedules {
        due = List.copyOf(due);
    }
}
