package io.queuectl.examples.customstore;

import io.queuectl.api.Extras;
import io.queuectl.api.Group;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import io.queuectl.api.Tags;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import java.time.Duration;

/** A schedule as bytes, and back. */
final class ScheduleCodec {

    private ScheduleCodec() {}

    static void write(RecordWriter out, ScheduleView view) {
        Schedule schedule = view.schedule();
        out.text(schedule.name())
                .text(schedule.spec().text())
                .text(schedule.missed().text())
                .constant(schedule.overlap())
                .duration(schedule.jitter());
        write(out, schedule.job());
        out.flag(view.paused())
                .optional(view.next(), RecordWriter::instant)
                .optional(view.lastTick(), RecordWriter::instant)
                .optional(view.lastJob(), (writer, id) -> writer.text(id.text()))
                .number(view.revision());
    }

    private static void write(RecordWriter out, JobRequest job) {
        out.text(job.kind())
                .bytes(job.payload().bytes())
                .text(job.queue().text())
                .number(job.priority())
                .optional(job.limits().maxAttempts(), (writer, attempts) -> writer.number(attempts))
                .optional(job.limits().backoff(), RecordWriter::text)
                .optional(job.limits().timeout(), RecordWriter::duration)
                .text(job.extras().tags().text())
                .optional(job.extras().unique(), EntryCodec::write)
                .optional(
                        job.extras().group(),
                        (writer, group) -> writer.text(group.key()).number(group.atMost()));
    }

    static ScheduleView read(RecordReader in) {
        String name = in.text();
        ScheduleSpec spec = ScheduleSpec.parse(in.text());
        MissedRuns missed = MissedRuns.ofText(in.text()).orElse(MissedRuns.ONCE);
        Overlap overlap = in.constant(Overlap.class);
        Duration jitter = in.duration();
        Schedule schedule = new Schedule(name, spec, readJob(in), missed, overlap, jitter);
        return new ScheduleView(
                schedule,
                in.flag(),
                in.optional(RecordReader::instant),
                in.optional(RecordReader::instant),
                in.optional(id -> JobId.of(id.text())),
                in.number());
    }

    private static Extras readExtras(RecordReader in) {
        String tags = in.text();
        return Extras.NONE
                .withTags(tags.isEmpty() ? Tags.NONE : Tags.ofText(tags))
                .withUnique(in.optional(EntryCodec::readUnique))
                .withGroup(in.optional(group -> new Group(group.text(), (int) group.number())));
    }

    private static JobRequest readJob(RecordReader in) {
        return new JobRequest(
                in.text(),
                Payload.of(in.bytes()),
                null,
                QueueName.of(in.text()),
                (int) in.number(),
                Start.NOW,
                new Limits(
                        in.optional(attempts -> (int) attempts.number()),
                        in.optional(RecordReader::text),
                        in.optional(RecordReader::duration)),
                readExtras(in));
    }
}
