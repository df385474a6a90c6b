package io.queuectl.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.cli.frame.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "max_retries, MAX_RETRIES",
        "max-retries, MAX_RETRIES",
        "MAX_RETRIES, MAX_RETRIES",
        "default_max_retries, MAX_RETRIES",
        "base_backoff, BACKOFF_BASE",
        "backoff-base, BACKOFF_BASE",
        "lease, LEASE_SECONDS"
    })
    void aKeyHasManySpellings(String typed, Setting setting) {
        assertThat(Setting.ofKey(typed)).isEqualTo(setting);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> Setting.ofKey("max_retrys"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.hint()).isEqualTo("did you mean max_retries?"))
                .hasMessage("unknown config key \"max_retrys\"");
    }

    @Test
    void theBuiltInValuesAreLegalAndConsistent() {
        Settings settings = Settings.of(Map.of(), Map.of());

        for (Setting setting : Setting.values()) {
            assertThat(setting.read(setting.builtIn())).isEqualTo(setting.builtIn());
            assertThat(settings.source(setting)).isEqualTo(Settings.Source.BUILT_IN);
        }
    }

    @Test
    void aVariableGoesBeforeTheDatabase() {
        Settings settings = Settings.of(
                Map.of("max_retries", "4", "shell", "bash -c"),
                Map.of("QUEUECTL_MAX_RETRIES", "7", "QUEUECTL_LEASE", "30"));

        assertThat(settings.text(Setting.MAX_RETRIES)).isEqualTo("7");
        assertThat(settings.source(Setting.MAX_RETRIES)).isEqualTo(Settings.Source.VARIABLE);
        assertThat(settings.text(Setting.SHELL)).isEqualTo("bash -c");
        assertThat(settings.number(Setting.LEASE_SECONDS)).isEqualTo(30);
    }

    @Test
    void aWrongVariableIsNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of(), Map.of("QUEUECTL_LEASE", "abc")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("QUEUECTL_LEASE \"abc\"");
    }

    @Test
    void theHeartbeatIsAThirdOfTheLease() {
        assertThatThrownBy(() -> Setting.ofKey("heartbeat_seconds"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a lease is always 3 × the heartbeat");
    }

    @ParameterizedTest
    @CsvSource({
        // first delays of the transcripts: base 2 from 2 s, or from 1 s; capped at 300 s
        "2, attempts, 1, 2",
        "2, attempts, 2, 4",
        "2, attempts, 20, 300",
        "2, attempts-1, 1, 1",
        "2, attempts-1, 3, 4",
        "3, attempts, 2, 9",
        "1, attempts, 9, 1",
        "1000, attempts, 2147483647, 300"
    })
    void theDelayGrowsWithTheBase(String base, String exponent, int attempt, long seconds) {
        Settings settings = Settings.of(Map.of("backoff_base", base, "backoff_exponent", exponent), Map.of());

        assertThat(settings.backoff(null).delayAfter(attempt, new Random(1))).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(settings.backoff(null).toString())
                .isEqualTo(settings.backoff(base).toString());
    }

    @ParameterizedTest
    @CsvSource({"attempts, 3, 3", "attempts, 0, 1", "retries, 3, 4", "retries, 0, 1"})
    void retriesAreRunsOrRunsAfterTheFirst(String counting, int maxRetries, int runs) {
        assertThat(Settings.of(Map.of("retry_counting", counting), Map.of()).maxAttempts(maxRetries))
                .isEqualTo(runs);
    }
}
