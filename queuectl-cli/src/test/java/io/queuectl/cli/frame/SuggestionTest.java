package io.queuectl.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("enqueue", "worker", "status", "max_retries", "--priority", "-c");

    @ParameterizedTest
    @CsvSource({
        "enqeue, enqueue",
        "max_retrys, max_retries",
        "--prioirty, --priority",
        "STATUS, status",
        "stauts, status",
        "--prio, --priority",
        "max, max_retries"
    })
    void findsTheWordThatWasMeant(String typed, String meant) {
        assertThat(Suggestion.of(typed, KNOWN)).hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "wo", "-n", "workshop"})
    void keepsQuietAboutTheRest(String typed) {
        assertThat(Suggestion.of(typed, KNOWN)).isEmpty();
    }
}
