package io.queuectl.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    @Test
    void whatIsWrittenIsReadBack() {
        History history = History.of(List.of(
                Event.of(1, What.BEGIN, "", "").with("lease", 1000),
                Event.of(7, What.ENQUEUE, "c \"1\"", "j\\1")
                        .ended(Outcome.UNKNOWN)
                        .with("odd", "line\none\u0001 é"),
                Event.of(8, What.CLAIM, "n1", "j1").under("e-1")));
        assertThat(History.parse(history.ndjson())).isEqualTo(history);
    }

    @Test
    void othersMayWriteNumbersBareAndEmptyLines() {
        History history = History.parse("\n{ \"what\" : \"beat\", \"at\": 12 , \"subject\":\"e\", \"millis\": 3 }\n\n");
        assertThat(history.events())
                .containsExactly(Event.of(12, What.BEAT, "", "e").with("millis", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"what\":\"dance\"}",
                "{\"what\":\"beat\"",
                "{\"what\":\"beat\"} x",
                "{\"what\":\"beat\",\"what\":\"beat\"}",
                "{\"what\":\"be\\",
                "[1]"
            })
    void whatIsNoneIsRefusedWithItsLine(String line) {
        assertThatThrownBy(() -> History.parse("{\"what\":\"begin\"}\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }
}
