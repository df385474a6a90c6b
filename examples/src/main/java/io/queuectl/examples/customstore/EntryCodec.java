package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.StopMode;
import java.util.ArrayList;
import java.util.List;

/** The changes of one commit as the bytes of one record, and back. A kind of entry is never renumbered: old journals are read for ever. */
final class EntryCodec {

    private static final int PUT = 1;
    private static final int GONE = 2;
    private static final int ENDED = 3;
    private static final int LOGGED = 4;
    private static final int NODE_PUT = 5;
    private static final int NODE_GONE = 6;
    private static final int SETTING = 7;
    private static final int NUMBERED = 8;
    private static final int GIVEN = 9;
    private static final int KEYED = 10;
    private static final int SCHEDULE_PUT = 11;
    private static final int SCHEDULE_GONE = 12;
    private static final int QUEUE_PUT = 13;
    private static final int KEY_GONE = 14;

    private EntryCodec() {}

    static byte[] encode(List<Entry> entries) {
        RecordWriter out = new RecordWriter();
        entries.forEach(entry -> write(out, entry));
        return out.toBytes();
    }

    static List<Entry> decode(byte[] record) {
        RecordReader in = new RecordReader(record);
        List<Entry> entries = new ArrayList<>();
        while (in.hasMore()) {
            entries.add(read(in));
        }
        return entries;
    }

    private static void write(RecordWriter out, Entry entry) {
        if (entry instanceof Entry.Put put) {
            JobRowCodec.write(out.number(PUT), put.row());
        } else if (entry instanceof Entry.Gone gone) {
            out.number(GONE).number(gone.number());
        } else if (entry instanceof Entry.Ended ended) {
            write(out.number(ENDED).number(ended.number()), ended.attempt());
        } else if (entry instanceof Entry.Logged logged) {
            write(out.number(LOGGED).number(logged.number()), logged.line());
        } else if (entry instanceof Entry.NodePut put) {
            write(out.number(NODE_PUT), put.row());
        } else if (entry instanceof Entry.NodeGone gone) {
            out.number(NODE_GONE).number(gone.epoch());
        } else if (entry instanceof Entry.Setting setting) {
            out.number(SETTING).text(setting.key()).optional(setting.value(), RecordWriter::text);
        } else if (entry instanceof Entry.Given given) {
            write(out.number(GIVEN).number(given.number()), given.output());
        } else if (entry instanceof Entry.Keyed keyed) {
            write(out.number(KEYED).text(keyed.kind()).number(keyed.number()), keyed.unique());
            out.instant(keyed.takenAt());
        } else if (entry instanceof Entry.KeyGone gone) {
            out.number(KEY_GONE).text(gone.kind()).text(gone.key());
        } else if (entry instanceof Entry.SchedulePut put) {
            ScheduleCodec.write(out.number(SCHEDULE_PUT), put.view());
        } else if (entry instanceof Entry.ScheduleGone gone) {
            out.number(SCHEDULE_GONE).text(gone.name());
        } else if (entry instanceof Entry.QueuePut put) {
            QueueRowCodec.write(out.number(QUEUE_PUT), put.row());
        } else if (entry instanceof Entry.Numbered numbered) {
            out.number(NUMBERED).number(numbered.last());
        }
    }

    private static Entry read(RecordReader in) {
        int kind = (int) in.number();
        return switch (kind) {
            case PUT -> new Entry.Put(JobRowCodec.read(in));
            case GONE -> new Entry.Gone(in.number());
            case ENDED -> new Entry.Ended(in.number(), readAttempt(in));
            case LOGGED -> new Entry.Logged(in.number(), readLine(in));
            case NODE_PUT -> new Entry.NodePut(readNode(in));
            case NODE_GONE -> new Entry.NodeGone(in.number());
            case SETTING -> new Entry.Setting(in.text(), in.optional(RecordReader::text));
            case GIVEN -> new Entry.Given(in.number(), readOutput(in));
            case KEYED -> new Entry.Keyed(in.text(), in.number(), readUnique(in), in.instant());
            case SCHEDULE_PUT -> new Entry.SchedulePut(ScheduleCodec.read(in));
            case KEY_GONE -> new Entry.KeyGone(in.text(), in.text());
            case SCHEDULE_GONE -> new Entry.ScheduleGone(in.text());
            case QUEUE_PUT -> new Entry.QueuePut(QueueRowCodec.read(in));
            case NUMBERED -> new Entry.Numbered(in.number());
            default -> throw new IllegalArgumentException("entry of kind " + kind + " is unknown here");
        };
    }

    private static void write(RecordWriter out, Attempt attempt) {
        out.number(attempt.ordinal())
                .number(attempt.token().epoch())
                .number(attempt.token().number())
                .optional(attempt.node(), RecordWriter::text)
                .instant(attempt.startedAt())
                .optional(attempt.endedAt(), RecordWriter::instant)
                .optional(attempt.end(), RecordWriter::constant)
                .optional(attempt.failure(), EntryCodec::write);
    }

    private static Attempt readAttempt(RecordReader in) {
        return new Attempt(
                (int) in.number(),
                new Token(in.number(), in.number()),
                in.optional(RecordReader::text),
                in.instant(),
                in.optional(RecordReader::instant),
                in.optional(end -> end.constant(AttemptEnd.class)),
                in.optional(EntryCodec::readFailure));
    }

    private static void write(RecordWriter out, JobOutput output) {
        out.optional(
                        output.progress(),
                        (writer, progress) -> writer.text(Double.toString(progress.fraction()))
                                .text(progress.message())
                                .instant(progress.at()))
                .optional(output.result(), (writer, result) -> writer.bytes(result.bytes()));
    }

    private static JobOutput readOutput(RecordReader in) {
        return new JobOutput(
                in.optional(said -> new Progress(Double.parseDouble(said.text()), said.text(), said.instant())),
                in.optional(given -> Payload.of(given.bytes())));
    }

    static void write(RecordWriter out, Unique unique) {
        out.text(unique.key())
                .constant(unique.scope())
                .optional(unique.window(), RecordWriter::duration)
                .constant(unique.conflict());
    }

    static Unique readUnique(RecordReader in) {
        return new Unique(
                in.text(),
                in.constant(Unique.Scope.class),
                in.optional(RecordReader::duration),
                in.constant(Unique.Conflict.class));
    }

    private static void write(RecordWriter out, Failure failure) {
        out.text(failure.type())
                .text(failure.message())
                .optional(failure.exitCode(), (writer, code) -> writer.number(code))
                .optional(failure.detail(), RecordWriter::text);
    }

    private static Failure readFailure(RecordReader in) {
        return new Failure(
                in.text(), in.text(), in.optional(code -> (int) code.number()), in.optional(RecordReader::text));
    }

    private static void write(RecordWriter out, LogEntry entry) {
        out.number(entry.position())
                .number(entry.ordinal())
                .instant(entry.line().at())
                .constant(entry.line().stream())
                .text(entry.line().text());
    }

    private static LogEntry readLine(RecordReader in) {
        return new LogEntry(
                in.number(),
                (int) in.number(),
                new LogLine(in.instant(), in.constant(LogLine.Stream.class), in.text()));
    }

    private static void write(RecordWriter out, NodeRow row) {
        NodeInfo info = row.info();
        out.number(info.epoch())
                .text(info.name())
                .text(info.host().host())
                .number(info.host().pid())
                .number(info.host().started())
                .duration(info.lease())
                .number(info.slots())
                .text(info.queues())
                .number(row.beat())
                .instant(row.joinedAt())
                .instant(row.renewedAt())
                .optional(row.stop(), RecordWriter::constant);
    }

    private static NodeRow readNode(RecordReader in) {
        NodeInfo info = new NodeInfo(
                in.number(),
                in.text(),
                new HostProcess(in.text(), in.number(), in.number()),
                in.duration(),
                (int) in.number(),
                in.text());
        return new NodeRow(
                info, in.number(), in.instant(), in.instant(), in.optional(stop -> stop.constant(StopMode.class)));
    }
}
