package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobArchive;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long finished jobs are kept, and where they go then.
 *
 * @param rules by state; a state that is missing is kept for ever
 * @param archive {@code null} if they are just deleted
 */
public record Retention(Map<JobState, Rule> rules, @Nullable JobArchive archive) {

    public static final Retention NONE = new Retention(Map.of(), null);

    private static final Duration LONGEST = Duration.ofDays(36_525);

    public Retention {
        rules.keySet().forEach(Retention::requireFinished);
        rules = Map.copyOf(rules);
    }

    /**
     * What is kept of the jobs of a state. What both leave out is kept for ever.
     *
     * @param age older ones go; {@code null} for no limit
     * @param newest so many that finished last stay, however old, and the others go, however young; {@code null} for no limit
     */
    public record Rule(@Nullable Duration age, @Nullable Long newest) {

        static final Rule NONE = new Rule(null, null);

        /** @throws IllegalArgumentException if the age is not within zero and 100 years, or the number negative */
        public Rule {
            if (age != null && (age.isNegative() || age.compareTo(LONGEST) > 0)) {
                throw new IllegalArgumentException("retention " + age + " is not within zero and " + LONGEST);
            }
            if (newest != null && newest < 0) {
                throw new IllegalArgumentException("to keep the newest " + newest + " jobs is not possible");
            }
        }
    }

    public Retention age(JobState finished, Duration kept) {
        return with(finished, new Rule(kept, rule(finished).newest()));
    }

    public Retention newest(JobState finished, long kept) {
        return with(finished, new Rule(rule(finished).age(), kept));
    }

    public Retention archive(JobArchive before) {
        return new Retention(rules, before);
    }

    private Rule rule(JobState state) {
        return rules.getOrDefault(state, Rule.NONE);
    }

    private Retention with(JobState state, Rule rule) {
        Map<JobState, Rule> changed = new EnumMap<>(JobState.class);
        changed.putAll(rules);
        changed.put(state, rule);
        return new Retention(changed, archive);
    }

    private static void requireFinished(JobState state) {
        if (!state.isFinished()) {
            throw new IllegalArgumentException("state " + state.text() + " is not a finished one");
        }
    }
}
