package io.queuectl.core.archive;

import io.queuectl.api.Attempt;
import io.queuectl.api.Failure;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.Token;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Ties;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A job with history and log as one line of JSON. Fields whose value is {@code null} or empty are left out; times are ISO 8601 in UTC; bytes that are no text are in a field of
 * another name, in Base64. {@code docs/retention.md} lists the fields.
 */
public final class RecordText {

    /** What the field {@code format} holds: one more when a reader of this version could not read what comes. */
    public static final int FORMAT = 1;

    private final StringBuilder text = new StringBuilder();

    /** Whether a comma comes before the next value. */
    private boolean follows;

    private RecordText() {}

    /** The line, without its end. */
    public static String line(JobRecord record) {
        RecordText line = new RecordText();
        line.object(record, RecordText::record);
        return line.text.toString();
    }

    private static void record(RecordText to, JobRecord record) {
        JobView job = record.job();
        to.number("format", FORMAT);
        to.string("id", job.id().text());
        to.number("number", job.number());
        to.string("kind", job.kind());
        to.string("queue", job.queue().text());
        to.string("state", job.state().text());
        to.bytes("payload", job.payload());
        to.tags(job.tags().values());
        to.number("priority", job.priority());
        to.limits(job.limits());
        to.number("attempts", job.counters().attempts());
        to.number("losses", job.counters().losses());
        to.number("releases", job.counters().releases());
        to.time("created_at", job.createdAt());
        to.time("run_at", job.runAt());
        to.time("started_at", job.startedAt());
        to.time("finished_at", job.finishedAt());
        to.string("error", job.error());
        to.string("token", token(job.token()));
        if (job.cancelRequested()) {
            to.name("cancel_requested").text.append("true");
        }
        to.string("process", record.process());
        to.progress(record.output().progress());
        to.bytes("result", record.output().result());
        to.ties(record.ties());
        to.list("history", record.attempts(), RecordText::attempt);
        to.list("log", record.log(), RecordText::log);
    }

    private void tags(Map<String, String> tags) {
        if (!tags.isEmpty()) {
            name("tags").object(tags, (to, all) -> all.forEach(to::string));
        }
    }

    private void limits(Limits limits) {
        if (limits.maxAttempts() != null) {
            number("max_attempts", limits.maxAttempts());
        }
        string("backoff", limits.backoff());
        if (limits.timeout() != null) {
            number("timeout_ms", limits.timeout().toMillis());
        }
    }

    private void progress(@Nullable Progress progress) {
        if (progress != null) {
            name("progress").object(progress, (to, said) -> {
                to.name("fraction").text.append(said.fraction());
                to.string("message", said.message());
                to.time("at", said.at());
            });
        }
    }

    private void ties(Ties ties) {
        if (ties.key() != null) {
            name("unique").object(ties.key(), (to, key) -> {
                to.string("key", key.text());
                to.string("scope", key.scope().name().toLowerCase(Locale.ROOT));
                to.time("until", key.until());
            });
        }
        if (ties.group() != null) {
            name("group").object(ties.group(), (to, group) -> {
                to.string("key", group.key());
                to.number("at_most", group.atMost());
            });
        }
        list("after", ties.after(), RecordText::wait);
    }

    private static void wait(RecordText to, Ties.Wait wait) {
        to.string("id", wait.parent().text());
        to.time("created_at", wait.parentCreatedAt());
        to.string("if_failed", wait.ifFailed().name().toLowerCase(Locale.ROOT));
        if (wait.met()) {
            to.name("met").text.append("true");
        }
    }

    private static void attempt(RecordText to, Attempt attempt) {
        to.number("ordinal", attempt.ordinal());
        to.string("token", token(attempt.token()));
        to.string("node", attempt.node());
        to.time("started_at", attempt.startedAt());
        to.time("ended_at", attempt.endedAt());
        to.string("end", attempt.end() == null ? null : attempt.end().text());
        Failure failure = attempt.failure();
        if (failure != null) {
            to.string("type", failure.type());
            to.string("message", failure.message());
            if (failure.exitCode() != null) {
                to.number("exit_code", failure.exitCode());
            }
            to.string("detail", failure.detail());
        }
    }

    private static void log(RecordText to, LogEntry entry) {
        LogLine line = entry.line();
        to.number("ordinal", entry.ordinal());
        to.time("at", line.at());
        to.string("stream", line.stream().name().toLowerCase(Locale.ROOT));
        to.string("text", line.text());
    }

    private static @Nullable String token(@Nullable Token token) {
        return token == null ? null : token.toString();
    }

    private <T> void list(String name, List<T> values, BiConsumer<RecordText, T> fields) {
        if (values.isEmpty()) {
            return;
        }
        name(name).text.append('[');
        follows = false;
        for (T value : values) {
            comma();
            object(value, fields);
        }
        text.append(']');
        follows = true;
    }

    private <T> void object(T value, BiConsumer<RecordText, T> fields) {
        text.append('{');
        follows = false;
        fields.accept(this, value);
        text.append('}');
        follows = true;
    }

    private void number(String name, long value) {
        name(name).text.append(value);
    }

    private void time(String name, @Nullable Instant at) {
        string(name, at == null ? null : at.toString());
    }

    private void bytes(String name, @Nullable Payload bytes) {
        if (bytes == null) {
            return;
        }
        String plain = plain(bytes);
        if (plain == null) {
            string(name + "_base64", Base64.getEncoder().encodeToString(bytes.bytes()));
        } else {
            string(name, plain);
        }
    }

    private static @Nullable String plain(Payload bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.bytes()))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private void string(String name, @Nullable String value) {
        if (value != null) {
            name(name).quoted(value);
        }
    }

    private RecordText name(String name) {
        comma();
        quoted(name);
        text.append(':');
        return this;
    }

    private void comma() {
        if (follows) {
            text.append(',');
        }
        follows = true;
    }

    /** Whatever is neither ASCII that prints nor a letter is escaped: a line stays a line, and a terminal unharmed. */
    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            boolean plain = letter >= ' ' && letter <= '~';
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (plain || Character.isLetter(letter)) {
                text.append(letter);
            } else {
                escape(letter);
            }
        }
        text.append('"');
    }

    private void escape(char letter) {
        String hex = Integer.toHexString(letter);
        text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
    }
}
