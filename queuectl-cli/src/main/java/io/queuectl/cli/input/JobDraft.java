package io.queuectl.cli.input;

import io.queuectl.api.JobId;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said about a job to enqueue; {@code null} is what nobody said. Every value was checked when it was read. Not thread-safe. */
public final class JobDraft {

    @Nullable
    JobId id;

    @Nullable
    String command;

    @Nullable
    QueueName queue;

    @Nullable
    Integer priority;

    @Nullable
    Integer maxRetries;

    @Nullable
    String backoffBase;

    @Nullable
    Duration timeout;

    @Nullable
    Start start;

    /** What a person should know about a value that was taken. */
    @Nullable
    String notice;

    @Nullable
    String cwd;

    /** Its key, how long it is held, and what becomes of whoever finds it held, as they were typed. */
    @Nullable
    String unique;

    @Nullable
    String uniqueFor;

    @Nullable
    String onConflict;

    /** The jobs it waits for, and what becomes of it if one of them fails, as they were typed. */
    @Nullable
    List<String> after;

    @Nullable
    String ifFailed;

    /** What others of its batch call it. */
    @Nullable
    String step;

    /** Its group, and how many of that run at a time. */
    @Nullable
    String group;

    @Nullable
    Integer groupRunning;

    final Map<String, String> env = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();

    /** A draft of nothing but a command. */
    public static JobDraft of(String command) {
        JobDraft draft = new JobDraft();
        draft.command = JobValues.command(command);
        return draft;
    }

    public boolean hasId() {
        return id != null;
    }

    /** What a person should know about a value that was taken, or {@code null}. */
    public @Nullable String notice() {
        return notice;
    }

    public String command() {
        if (command == null) {
            throw new IllegalStateException("a draft without a command left its reader");
        }
        return command;
    }

    /** This one with everything that the other says instead of what it says itself; variables and tags of both. */
    public JobDraft under(JobDraft other) {
        JobDraft both = new JobDraft();
        both.id = other.id != null ? other.id : id;
        both.command = command;
        both.step = step;
        both.queue = other.queue != null ? other.queue : queue;
        both.priority = other.priority != null ? other.priority : priority;
        both.maxRetries = other.maxRetries != null ? other.maxRetries : maxRetries;
        both.backoffBase = other.backoffBase != null ? other.backoffBase : backoffBase;
        both.timeout = other.timeout != null ? other.timeout : timeout;
        both.start = other.start != null ? other.start : start;
        both.notice = other.start != null ? other.notice : notice;
        both.cwd = other.cwd != null ? other.cwd : cwd;
        both.unique = other.unique != null ? other.unique : unique;
        both.uniqueFor = other.uniqueFor != null ? other.uniqueFor : uniqueFor;
        both.onConflict = other.onConflict != null ? other.onConflict : onConflict;
        both.after = other.after != null ? other.after : after;
        both.ifFailed = other.ifFailed != null ? other.ifFailed : ifFailed;
        both.group = other.group != null ? other.group : group;
        both.groupRunning = other.groupRunning != null ? other.groupRunning : groupRunning;
        both.tags.putAll(tags);
        both.tags.putAll(other.tags);
        both.env.putAll(env);
        both.env.putAll(other.env);
        return both;
    }
}
