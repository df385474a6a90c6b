package io.queuectl.cli.input;

import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One setting of the command line, kept with the database. {@code QUEUECTL_} and the key in capitals is the variable that overrides it. */
public enum Setting {
    /** Total runs of a job, or runs after the first with {@link #RETRY_COUNTING} {@code retries}. */
    MAX_RETRIES("3", new SettingShape.Whole(0, 1_000)),
    /** The base of the delay before a retry, in seconds. */
    BACKOFF_BASE("2", new SettingShape.Decimal(1, 1_000)),
    /** No delay is longer. */
    MAX_BACKOFF_SECONDS("300", new SettingShape.Whole(1, 31_536_000)),
    /** What the base is raised to before the k-th retry: k, or k − 1. */
    BACKOFF_EXPONENT("attempts", new SettingShape.Choice(List.of("attempts", "attempts-1"))),
    /** Whether {@link #MAX_RETRIES} counts every run or those after the first. */
    RETRY_COUNTING("attempts", new SettingShape.Choice(List.of("attempts", "retries"))),
    /** Whether the highest or the lowest priority goes first. */
    PRIORITY_ORDER("desc", new SettingShape.Choice(List.of("desc", "asc"))),
    /** How often an idle worker looks for work nobody woke it for. */
    POLL_INTERVAL_MS("500", new SettingShape.Whole(10, 60_000)),
    /** How long a worker's claims outlive its last sign of life. */
    LEASE_SECONDS("15", new SettingShape.Whole(1, 3_600)),
    /** How long one run may take; 0 is no limit. */
    TIMEOUT_SECONDS("0", new SettingShape.Whole(0, 31_536_000)),
    /** What runs a command, which is its last argument. */
    SHELL("sh -c", new SettingShape.Words()),
    /** Whether {@code worker start} stays in the foreground. */
    WORKER_MODE("foreground", new SettingShape.Choice(List.of("foreground", "detached"))),
    /** How long completed jobs are kept; 0 is for ever. */
    COMPLETED_RETENTION_DAYS("7", new SettingShape.Whole(0, 36_500)),
    /** How long cancelled jobs are kept; 0 is for ever. */
    CANCELLED_RETENTION_DAYS("7", new SettingShape.Whole(0, 36_500)),
    /** How long dead jobs are kept; 0 is for ever. */
    DEAD_RETENTION_DAYS("0", new SettingShape.Whole(0, 36_500)),
    /** How many completed jobs are kept, those that finished last; 0 is any number. */
    COMPLETED_RETENTION_COUNT("0", new SettingShape.Whole(0, 1_000_000_000)),
    /** How many cancelled jobs are kept, those that finished last; 0 is any number. */
    CANCELLED_RETENTION_COUNT("0", new SettingShape.Whole(0, 1_000_000_000)),
    /** How many dead jobs are kept, those that died last; 0 is any number. */
    DEAD_RETENTION_COUNT("0", new SettingShape.Whole(0, 1_000_000_000));

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String builtIn;
    // Every shape is a record of numbers and unmodifiable lists; the annotation that would say so needs a dependency.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingShape shape;

    Setting(String builtIn, SettingShape shape) {
        this.builtIn = builtIn;
        this.shape = shape;
    }

    /**
     * The setting of a key in any spelling: either case, {@code -} for {@code _}, or another name that similar tools use.
     *
     * @throws Refusal if there is none
     */
    public static Setting ofKey(String typed) {
        String key = canonical(typed);
        List<String> known = new ArrayList<>();
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return setting;
            }
            known.add(setting.key);
        }
        if (key.startsWith("heartbeat")) {
            throw Refusal.usage(
                    "config key " + Printable.quoted(typed) + " cannot be set: a lease is always 3 × the heartbeat",
                    "a worker gives a sign of life every third of its lease: set lease_seconds");
        }
        throw Refusal.usage(
                "unknown config key " + Printable.quoted(typed),
                Suggestion.hint(key, known, "queuectl config list shows every key"));
    }

    public String key() {
        return key;
    }

    public String builtIn() {
        return builtIn;
    }

    /** Which values it takes, in a few words. */
    public String about() {
        return shape.about();
    }

    /** The value as it is kept. Throws {@link Refusal} if the text is none. */
    public String read(String text) {
        return shape.read(key, text);
    }

    /** As {@link #read(String)}, with the error naming where the text came from. */
    String read(String what, String text) {
        return shape.read(what, text);
    }

    private static String canonical(String typed) {
        String key = typed.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return switch (key) {
            case "base_backoff" -> "backoff_base";
            case "default_max_retries" -> "max_retries";
            case "lease" -> "lease_seconds";
            case "timeout" -> "timeout_seconds";
            case "max_backoff" -> "max_backoff_seconds";
            case "poll_interval" -> "poll_interval_ms";
            default -> key;
        };
    }
}
