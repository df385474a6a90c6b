package io.queuectl.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @Test
    void controlAndDirectionCharactersAreWrittenAsEscapes() {
        assertThat(Printable.line("a\u001b[31m\n\t\u0000\u009b\u202e\u2066b"))
                .isEqualTo("a\\u001b[31m\\n\\t\\u0000\\u009b\\u202e\\u2066b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x07, 0x7f, 0x9b, 0x061c, 0x200e, 0x2028, 0xfeff, 0xd800, 0xdfff, 0xe0041})
    void whatSteersATerminalIsWrittenAsAnEscape(int character) {
        assertThat(Printable.line("a" + Character.toString(character) + "b"))
                .isEqualTo(String.format("a\\u%04xb", character));
    }

    @Test
    void aLineOfOutputKeepsItsTabs() {
        assertThat(Printable.outputLine("a\tb\u001b[31m")).isEqualTo("a\tb\\u001b[31m");
    }

    @Test
    void otherTextIsLeftAlone() {
        assertThat(Printable.line("héllo wörld 日本 👩‍👧")).isEqualTo("héllo wörld 日本 👩‍👧");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(Printable.quoted("x".repeat(200)))
                .endsWith("…\" (200 characters)")
                .hasSizeLessThan(120);
    }
}
