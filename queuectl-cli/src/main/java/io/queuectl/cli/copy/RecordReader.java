package io.queuectl.cli.copy;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.core.archive.RecordText;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Ties;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Reads the lines that {@link RecordText} writes, and lets nothing through that a database might not take. Throws {@link IllegalArgumentException} alone. One thread. */
public final class RecordReader {

    private static final long LARGEST_NUMBER = 999_999_999_999_999L;

    private final RandomGenerator random = new SecureRandom();

    public JobRecord read(String line) {
        JsonFields fields = JsonFields.of(line);
        long format = fields.requiredNumber("format", 1, Integer.MAX_VALUE);
        if (format > RecordText.FORMAT) {
            throw new IllegalArgumentException("format " + format + " is newer than this version reads");
        }
        JobView job = job(fields);
        String process = fields.text("process");
        JobOutput output = new JobOutput(progress(fields.object("progress")), bytes(fields, "result"));
        List<Attempt> attempts =
                fields.objects("history").stream().map(RecordReader::attempt).toList();
        List<LogEntry> log = log(fields.objects("log"));
        Ties ties = ties(fields);
        fields.requireNoMore();
        long submission = Math.max(1, random.nextLong() & Long.MAX_VALUE);
        return new JobRecord(submission, job, process, attempts, log, output, ties);
    }

    private static Ties ties(JsonFields fields) {
        JsonFields unique = fields.object("unique");
        JsonFields group = fields.object("group");
        return new Ties(
                unique == null ? null : key(unique),
                group == null ? null : group(group),
                fields.objects("after").stream().map(RecordReader::wait).toList());
    }

    private static Ties.Key key(JsonFields fields) {
        Ties.Key key = new Ties.Key(
                fields.requiredText("key"),
                constant(Unique.Scope.values(), "scope", fields.requiredText("scope")),
                fields.time("until"));
        fields.requireNoMore();
        return key;
    }

    private static Group group(JsonFields fields) {
        Group group = new Group(fields.requiredText("key"), (int) fields.requiredNumber("at_most", 1, Group.MOST));
        fields.requireNoMore();
        return group;
    }

    private static Ties.Wait wait(JsonFields fields) {
        Ties.Wait wait = new Ties.Wait(
                JobId.of(fields.requiredText("id")),
                fields.requiredTime("created_at"),
                constant(IfFailed.values(), "if_failed", fields.requiredText("if_failed")),
                fields.flag("met"));
        fields.requireNoMore();
        return wait;
    }

    private static <E extends Enum<E>> E constant(E[] all, String field, String text) {
        for (E each : all) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException(field + " \"" + text + "\" is none of "
                + Arrays.stream(all)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static JobView job(JsonFields fields) {
        JobState state = JobState.ofText(fields.requiredText("state"));
        if (state == JobState.INVALID) {
            throw new IllegalArgumentException("state is none that a job can be in");
        }
        Payload payload = bytes(fields, "payload");
        JsonFields tags = fields.object("tags");
        Instant startedAt = fields.time("started_at");
        Instant finishedAt = fields.time("finished_at");
        Token token = token(fields.text("token"));
        require(state, startedAt, finishedAt, token);
        return new JobView(
                JobId.of(fields.requiredText("id")),
                fields.requiredNumber("number", 1, LARGEST_NUMBER),
                JobType.bytes(fields.requiredText("kind")).kind(),
                QueueName.of(fields.requiredText("queue")),
                payload == null ? Payload.EMPTY : payload,
                state,
                (int) fields.requiredNumber("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                new Counters(count(fields, "attempts"), count(fields, "losses"), count(fields, "releases")),
                limits(fields),
                fields.requiredTime("created_at"),
                fields.requiredTime("run_at"),
                startedAt,
                finishedAt,
                text(fields, "error"),
                token,
                fields.flag("cancel_requested"),
                tags == null ? Tags.NONE : new Tags(tags.texts()));
    }

    private static void require(
            JobState state, @Nullable Instant startedAt, @Nullable Instant finishedAt, @Nullable Token token) {
        if (state.isFinished() != (finishedAt != null)) {
            throw new IllegalArgumentException(
                    "a job that is " + state.text() + (finishedAt == null ? " has no" : " has a") + " finished_at");
        }
        if (state == JobState.PROCESSING && (startedAt == null || token == null)) {
            throw new IllegalArgumentException("a job that is processing lacks started_at or token");
        }
    }

    private static int count(JsonFields fields, String name) {
        return (int) fields.requiredNumber(name, 0, Integer.MAX_VALUE);
    }

    private static Limits limits(JsonFields fields) {
        Long maxAttempts = fields.number("max_attempts", Limits.MIN_ATTEMPTS, Limits.MAX_ATTEMPTS);
        String backoff = fields.text("backoff");
        Long timeout = fields.number("timeout_ms", 1, Limits.MAX_TIMEOUT.toMillis());
        return new Limits(
                maxAttempts == null ? null : (Integer) maxAttempts.intValue(),
                backoff,
                timeout == null ? null : Duration.ofMillis(timeout));
    }

    private static @Nullable Payload bytes(JsonFields fields, String name) {
        String plain = fields.text(name);
        String encoded = fields.text(name + "_base64");
        if (plain != null && encoded != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
        if (encoded != null) {
            return Payload.of(Base64.getDecoder().decode(encoded));
        }
        return plain == null ? null : Payload.of(plain);
    }

    private static @Nullable Progress progress(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        Progress progress =
                new Progress(fields.fraction("fraction"), fields.requiredText("message"), fields.requiredTime("at"));
        fields.requireNoMore();
        return progress;
    }

    private static Attempt attempt(JsonFields fields) {
        int ordinal = (int) fields.requiredNumber("ordinal", 1, Integer.MAX_VALUE);
        Token token = token(fields.requiredText("token"));
        AttemptEnd end = end(fields.text("end"));
        Instant endedAt = fields.time("ended_at");
        if (token == null || (end == null) != (endedAt == null)) {
            throw new IllegalArgumentException("an attempt lacks one of end and ended_at");
        }
        Attempt attempt = new Attempt(
                ordinal, token, text(fields, "node"), fields.requiredTime("started_at"), endedAt, end, failure(fields));
        fields.requireNoMore();
        return attempt;
    }

    private static @Nullable AttemptEnd end(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (AttemptEnd end : AttemptEnd.values()) {
            if (end.text().equals(text)) {
                return end;
            }
        }
        throw new IllegalArgumentException("end of an attempt is none that this version knows");
    }

    private static @Nullable Failure failure(JsonFields fields) {
        String type = fields.text("type");
        String message = fields.text("message");
        Long exitCode = fields.number("exit_code", Integer.MIN_VALUE, Integer.MAX_VALUE);
        String detail = fields.text("detail");
        return type == null
                ? null
                : new Failure(
                        type,
                        message == null ? "" : message,
                        exitCode == null ? null : (Integer) exitCode.intValue(),
                        detail);
    }

    private static List<LogEntry> log(List<JsonFields> lines) {
        List<LogEntry> log = new ArrayList<>(lines.size());
        for (JsonFields fields : lines) {
            int ordinal = (int) fields.requiredNumber("ordinal", 1, Integer.MAX_VALUE);
            LogLine line = new LogLine(
                    fields.requiredTime("at"), stream(fields.requiredText("stream")), fields.requiredText("text"));
            fields.requireNoMore();
            log.add(new LogEntry(log.size() + 1L, ordinal, line));
        }
        return log;
    }

    private static LogLine.Stream stream(String text) {
        return switch (text) {
            case "out" -> LogLine.Stream.OUT;
            case "err" -> LogLine.Stream.ERR;
            case "log" -> LogLine.Stream.LOG;
            default -> throw new IllegalArgumentException("stream of a log line is none of out, err, log");
        };
    }

    /** NUL is more than every database can hold. */
    private static @Nullable String text(JsonFields fields, String name) {
        String text = fields.text(name);
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /** As {@link Token#toString} writes it. */
    private static @Nullable Token token(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int hyphen = text.indexOf('-');
        try {
            if (hyphen == 16) {
                return new Token(
                        Long.parseUnsignedLong(text, 0, hyphen, 16),
                        Long.parseLong(text, hyphen + 1, text.length(), 10));
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("token \"" + text + "\" is none", none);
        }
        throw new IllegalArgumentException("token \"" + text + "\" is none");
    }
}
