package io.queuectl.examples.customstore;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;

/** A job's row as bytes, and back. */
final class JobRowCodec {

    private JobRowCodec() {}

    static void write(RecordWriter out, JobRow row) {
        write(out, row.origin());
        write(out, row.plan());
        write(out, row.course());
        out.optional(row.hold(), JobRowCodec::write);
    }

    static JobRow read(RecordReader in) {
        return new JobRow(readOrigin(in), readPlan(in), readCourse(in), in.optional(JobRowCodec::readHold));
    }

    private static void write(RecordWriter out, JobRow.Origin origin) {
        out.number(origin.number())
                .text(origin.id().text())
                .number(origin.submission())
                .text(origin.kind())
                .instant(origin.createdAt())
                .optional(origin.tags().isEmpty() ? null : origin.tags().text(), RecordWriter::text);
    }

    private static JobRow.Origin readOrigin(RecordReader in) {
        return new JobRow.Origin(in.number(), JobId.of(in.text()), in.number(), in.text(), in.instant(), readTags(in));
    }

    private static Tags readTags(RecordReader in) {
        String text = in.optional(RecordReader::text);
        return text == null ? Tags.NONE : Tags.ofText(text);
    }

    private static void write(RecordWriter out, JobRow.Plan plan) {
        out.text(plan.queue().text())
                .number(plan.priority())
                .instant(plan.runAt())
                .bytes(plan.payload().bytes())
                .optional(plan.limits().maxAttempts(), (writer, attempts) -> writer.number(attempts))
                .optional(plan.limits().backoff(), RecordWriter::text)
                .optional(plan.limits().timeout(), RecordWriter::duration);
    }

    private static JobRow.Plan readPlan(RecordReader in) {
        return new JobRow.Plan(
                QueueName.of(in.text()),
                (int) in.number(),
                in.instant(),
                Payload.of(in.bytes()),
                new Limits(
                        in.optional(attempts -> (int) attempts.number()),
                        in.optional(RecordReader::text),
                        in.optional(RecordReader::duration)));
    }

    private static void write(RecordWriter out, JobRow.Course course) {
        out.constant(course.state())
                .number(course.counters().attempts())
                .number(course.counters().losses())
                .number(course.counters().releases())
                .optional(course.startedAt(), RecordWriter::instant)
                .optional(course.finishedAt(), RecordWriter::instant)
                .optional(course.error(), RecordWriter::text)
                .flag(course.cancelRequested());
    }

    private static JobRow.Course readCourse(RecordReader in) {
        return new JobRow.Course(
                in.constant(JobState.class),
                new Counters((int) in.number(), (int) in.number(), (int) in.number()),
                in.optional(RecordReader::instant),
                in.optional(RecordReader::instant),
                in.optional(RecordReader::text),
                in.flag());
    }

    private static void write(RecordWriter out, JobRow.Hold hold) {
        out.number(hold.token().epoch())
                .number(hold.token().number())
                .number(hold.ordinal())
                .optional(hold.node(), RecordWriter::text)
                .instant(hold.claimedAt())
                .optional(hold.process(), RecordWriter::text);
    }

    private static JobRow.Hold readHold(RecordReader in) {
        return new JobRow.Hold(
                new Token(in.number(), in.number()),
                (int) in.number(),
                in.optional(RecordReader::text),
                in.instant(),
                in.optional(RecordReader::text));
    }
}
