package io.queuectl.cli.input;

import io.queuectl.api.After;
import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import io.queuectl.api.Tags;
import io.queuectl.api.Unique;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that describe a job, each read the same way wherever it is typed. All throw {@link Refusal}. */
public final class JobValues {

    /** Far above sense; a job that fails this often is not going to succeed. */
    static final int MAX_RETRIES = 1_000;

    private static final String TAG_HINT =
            "a tag looks like customer=7: a name of letters, digits, . _ - and a value of at most 200 characters";

    private JobValues() {}

    public static JobId id(String text) {
        try {
            return JobId.of(text);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, "an id is 1 to 128 letters, digits, _ . : - and starts with none of . -");
        }
    }

    public static QueueName queue(String text) {
        try {
            return QueueName.of(text);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, "a queue name is 1 to 64 letters, digits, . _ - and starts with a letter or digit");
        }
    }

    /** Any text but an empty one, one that is no text, and one that no process can be given. */
    static String command(String text) {
        if (text.isBlank()) {
            throw Refusal.usage(
                    "the command " + Printable.quoted(text) + " is empty",
                    "give a command: queuectl enqueue \"echo hello\"");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.usage(
                    "the command " + Printable.quoted(text) + " holds a NUL character",
                    "NUL is not allowed: no process can be given one");
        }
        requireText("the command", text);
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > Payload.MAX_BYTES) {
            throw Refusal.usage(
                    "a command of " + size + " bytes is larger than the limit of " + Payload.MAX_BYTES + " bytes",
                    "put the data into a file and its name into the command");
        }
        return text;
    }

    /** Refuses half a surrogate pair, which UTF-8 cannot carry. */
    static void requireText(String what, String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            boolean pair = Character.isHighSurrogate(one)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                at++;
            } else if (Character.isSurrogate(one)) {
                throw Refusal.usage(
                        what + " holds half a surrogate pair at character " + (at + 1),
                        "text must be valid Unicode: write the whole pair, or neither half");
            }
        }
    }

    /** Takes in a tag as it is typed. */
    public static void addTag(Map<String, String> tags, String what, String text) {
        int end = text.indexOf('=');
        if (end < 1) {
            throw Refusal.usage(what + " " + Printable.quoted(text) + " is not NAME=VALUE", TAG_HINT);
        }
        tags.put(text.substring(0, end), text.substring(end + 1));
    }

    public static Tags tags(Map<String, String> tags) {
        try {
            return new Tags(tags);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, TAG_HINT);
        }
    }

    static @Nullable Unique unique(JobDraft draft) {
        if (draft.unique == null) {
            if (draft.uniqueFor != null || draft.onConflict != null) {
                throw Refusal.usage(
                        "--unique-for and --on-conflict say more about a unique key, and none is given",
                        "give one: --unique KEY");
            }
            return null;
        }
        try {
            Unique unique = scoped(Unique.of(draft.unique), draft.uniqueFor);
            Unique.Conflict conflict = draft.onConflict == null
                    ? Unique.Conflict.KEEP
                    : one(Unique.Conflict.class, "--on-conflict", draft.onConflict);
            boolean changes = conflict == Unique.Conflict.REPLACE || conflict == Unique.Conflict.RESCHEDULE;
            Unique.Scope scope = changes && draft.uniqueFor == null ? Unique.Scope.WAITING : unique.scope();
            return new Unique(unique.key(), scope, unique.window(), conflict);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, "to replace or reschedule, hold the key --unique-for waiting");
        }
    }

    static List<After> after(JobDraft draft) {
        if (draft.after == null) {
            if (draft.ifFailed != null) {
                throw Refusal.usage(
                        "--if-failed says what becomes of a job that waits for others, and it waits for none",
                        "name them: --after ID");
            }
            return List.of();
        }
        IfFailed rule = ifFailed(draft);
        return draft.after.stream()
                .distinct()
                .map(parent -> new After(id(parent), rule))
                .toList();
    }

    static IfFailed ifFailed(JobDraft draft) {
        return draft.ifFailed == null ? IfFailed.CANCEL : one(IfFailed.class, "--if-failed", draft.ifFailed);
    }

    static @Nullable Group group(JobDraft draft) {
        if (draft.group == null) {
            if (draft.groupRunning != null) {
                throw Refusal.usage(
                        "--group-running says how many of a group run at a time, and no group is given",
                        "name it: --group KEY");
            }
            return null;
        }
        if (draft.after != null) {
            throw Refusal.usage(
                    "--group and --after contradict each other: a job that waits for others is in no group",
                    "give one of the two");
        }
        try {
            return new Group(draft.group, draft.groupRunning == null ? 1 : draft.groupRunning);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, "a job in --group KEY runs after those of the group that were enqueued before it");
        }
    }

    /** A group of which so many run. */
    public static Group group(String key, int running) {
        try {
            return new Group(key, running);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong, "a group is named by the KEY that enqueue --group gave it");
        }
    }

    private static Unique scoped(Unique unique, @Nullable String scope) {
        if (scope == null) {
            return unique;
        }
        if (!scope.isEmpty() && Character.isDigit(scope.charAt(0))) {
            return unique.within(Durations.parse("--unique-for", scope));
        }
        return switch (one(Unique.Scope.class, "--unique-for", scope)) {
            case WAITING -> unique.whileWaiting();
            case FOREVER -> unique.forever();
            case UNFINISHED -> unique;
            case WINDOW -> throw Refusal.usage("--unique-for window is no duration", "give one: --unique-for 1h");
        };
    }

    private static <E extends Enum<E>> E one(Class<E> words, String what, String text) {
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        String all = Stream.of(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw Refusal.usage(
                what + " " + Printable.quoted(text) + " is none of those it may be", "it is one of: " + all);
    }

    static int priority(String what, String text) {
        return (int) Numbers.whole(what, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static int groupRunning(String what, String text) {
        return (int) Numbers.whole(what, text, 1, Group.MOST);
    }

    static int maxRetries(String what, String text) {
        return (int) Numbers.whole(what, text, 0, MAX_RETRIES);
    }

    static String backoffBase(String text) {
        return Setting.BACKOFF_BASE.read(text);
    }

    static Duration timeout(String what, String text) {
        Duration timeout = Durations.parsePositive(what, text);
        if (timeout.compareTo(Limits.MAX_TIMEOUT) > 0) {
            throw Refusal.usage(
                    what + " " + Printable.quoted(text) + " is longer than a year",
                    "at most " + Limits.MAX_TIMEOUT.toDays() + "d; leave it out for no limit");
        }
        return timeout;
    }

    static Start delay(String what, String text) {
        return new Start.After(Durations.parse(what, text));
    }

    /** An instant with its zone, such as {@code 2026-11-22T14:00:00Z}, {@code 2026-11-22T15:00+01:00} or {@code 2026-11-22T15:00[Europe/Berlin]}. */
    static Start runAt(String what, String text) {
        try {
            String typed = text.strip();
            return new Start.At(
                    typed.endsWith("]")
                            ? ZonedTimes.instant(typed)
                            : OffsetDateTime.parse(typed).toInstant());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            String hint = text.strip().matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?")
                    ? "name the zone: " + text.strip().replace(' ', 'T')
                            + "Z is UTC; or end it with an offset like +01:00"
                    : "ISO 8601 with a zone, 1970 to 9999: 2026-11-22T14:00:00Z or 2026-11-22T15:00:00+01:00";
            throw new Refusal(
                    ExitCode.USAGE, what + " " + Printable.quoted(text) + " is not a time with its zone", hint, wrong);
        }
    }

    private static Refusal refused(IllegalArgumentException wrong, String hint) {
        return new Refusal(ExitCode.USAGE, String.valueOf(wrong.getMessage()), hint, wrong);
    }
}
