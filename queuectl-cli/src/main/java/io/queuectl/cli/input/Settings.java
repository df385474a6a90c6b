package io.queuectl.cli.input;

import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.backoff.Exponential;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every setting is at the moment, and where that comes from: a variable, else the database, else built in. Immutable. */
public final class Settings {

    /** Where a value comes from. */
    public enum Source {
        BUILT_IN,
        DATABASE,
        VARIABLE
    }

    private record Value(String text, Source source) {}

    private final Map<Setting, Value> values;

    private Settings(Map<Setting, Value> values) {
        this.values = values;
    }

    /**
     * @param stored what the database keeps
     * @param variables of the process
     * @throws io.queuectl.cli.frame.Refusal if a variable or a stored value is wrong, naming it
     */
    public static Settings of(Map<String, String> stored, Map<String, String> variables) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, value(setting, stored, variables));
        }
        return new Settings(values);
    }

    public String text(Setting setting) {
        return value(setting).text();
    }

    public Source source(Setting setting) {
        return value(setting).source();
    }

    /** The value of a setting that is a whole number. */
    public long number(Setting setting) {
        return Long.parseLong(text(setting));
    }

    /** The total runs that {@code maxRetries} stands for; every job runs once. */
    public int maxAttempts(int maxRetries) {
        boolean afterTheFirst = text(Setting.RETRY_COUNTING).equals("retries");
        return afterTheFirst ? maxRetries + 1 : Math.max(1, maxRetries);
    }

    /**
     * The delays between runs: base^k seconds before the k-th retry, or base^(k−1), up to the cap; no jitter.
     *
     * @param base as typed for one job, or {@code null} for the setting's
     */
    public Backoff backoff(@Nullable String base) {
        double factor = Double.parseDouble(base == null ? text(Setting.BACKOFF_BASE) : base);
        boolean oneLess = text(Setting.BACKOFF_EXPONENT).equals("attempts-1");
        Duration first = oneLess ? Duration.ofSeconds(1) : Duration.ofMillis(Math.round(factor * 1_000));
        Exponential delays = Backoff.exponential(first);
        return delays.factor(factor).cap(Duration.ofSeconds(number(Setting.MAX_BACKOFF_SECONDS)));
    }

    /** How long one run may take, or {@code null} for no limit. */
    public @Nullable Duration timeout() {
        long seconds = number(Setting.TIMEOUT_SECONDS);
        return seconds == 0 ? null : Duration.ofSeconds(seconds);
    }

    private Value value(Setting setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("setting " + setting.key() + " was never read");
        }
        return value;
    }

    private static Value value(Setting setting, Map<String, String> stored, Map<String, String> variables) {
        String variable = "QUEUECTL_" + setting.key().toUpperCase(Locale.ROOT);
        String override = variables.get(variable);
        if (override == null || override.isEmpty()) {
            variable = shortened(variable);
            override = variables.get(variable);
        }
        if (override != null && !override.isEmpty()) {
            return new Value(setting.read(variable, override), Source.VARIABLE);
        }
        String kept = stored.get(setting.key());
        if (kept != null) {
            return new Value(setting.read("config " + setting.key(), kept), Source.DATABASE);
        }
        return new Value(setting.builtIn(), Source.BUILT_IN);
    }

    /** {@code QUEUECTL_LEASE} for {@code QUEUECTL_LEASE_SECONDS}, as the key {@code lease} is one for {@code lease_seconds}. */
    private static String shortened(String variable) {
        int unit = variable.endsWith("_SECONDS") ? "_SECONDS".length() : variable.endsWith("_MS") ? "_MS".length() : 0;
        return variable.substring(0, variable.length() - unit);
    }
}
