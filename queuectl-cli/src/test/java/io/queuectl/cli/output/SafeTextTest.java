package io.queuectl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "echo hi", "größer 漢字 😀", "\\n stays two characters"})
    void harmlessTextStaysAsItIs(String text) {
        assertThat(SafeText.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1b,\\e",
        "0x0a,\\n",
        "0x0d,\\r",
        "0x09,\\t",
        "0x00,\\x00",
        "0x07,\\x07",
        "0x7f,\\x7f",
        "0x9b,\\u009b",
        "0x202e,\\u202e",
        "0x2066,\\u2066",
        "0x2028,\\u2028",
        "0xd800,\\ud800",
        "0xe0041,\\ue0041"
    })
    void whatSteersATerminalIsSpeltOut(String character, String spelt) {
        assertThat(SafeText.of("a" + Character.toString(Integer.decode(character)) + "b"))
                .isEqualTo("a" + spelt + "b");
    }

    @Test
    void aLineOfOutputKeepsItsTabs() {
        assertThat(SafeText.line("a\tb\u001b[31m")).isEqualTo("a\tb\\e[31m");
    }
}
