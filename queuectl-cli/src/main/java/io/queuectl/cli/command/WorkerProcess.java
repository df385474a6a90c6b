package io.queuectl.cli.command;

import io.queuectl.api.JobView;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.NodeView;
import java.util.List;
import java.util.Locale;

/** One worker process with the jobs it holds. */
record WorkerProcess(NodeView node, Presence presence, List<JobView> jobs) {

    static final List<Column> COLUMNS = List.of(
            Column.number("pid", "PID"),
            Column.text("worker", "WORKER"),
            Column.number("slots", "SLOTS"),
            Column.number("busy", "BUSY"),
            Column.text("queues", "QUEUES"),
            Column.text("status", "STATUS"),
            Column.time("started_at", "STARTED"),
            Column.longText("running", "RUNNING"));

    /** Whether a process still lives. */
    enum Presence {
        PRESENT,
        /** It did not renew its lease for longer than the lease: stopped, cut off or dead. */
        SILENT,
        /** It ended without leaving. */
        GONE
    }

    boolean isPresent() {
        return presence == Presence.PRESENT;
    }

    /** {@code running}, {@code stopping} once it was asked to, {@code silent} or {@code gone}. */
    String status() {
        if (!isPresent()) {
            return presence.name().toLowerCase(Locale.ROOT);
        }
        return node.stop() == null ? "running" : "stopping";
    }

    int idle() {
        return Math.max(0, node.info().slots() - jobs.size());
    }

    Row row() {
        return new Row()
                .text("worker", node.info().name())
                .number("pid", node.info().host().pid())
                .number("slots", node.info().slots())
                .number("busy", Math.min(jobs.size(), node.info().slots()))
                .text("queues", node.info().queues())
                .text("status", status())
                .time("started_at", node.joinedAt())
                .time("renewed_at", node.renewedAt())
                .number("lease_ms", node.info().lease().toMillis())
                .text(
                        "running",
                        String.join(
                                ", ", jobs.stream().map(job -> job.id().text()).toList()))
                .rows("jobs", jobs.stream().map(WorkerProcess::row).toList());
    }

    private static Row row(JobView job) {
        return new Row()
                .text("id", job.id().text())
                .text("command", CommandText.of(job))
                .number("attempt", job.counters().attempts() + 1)
                .time("started_at", job.startedAt());
    }
}
