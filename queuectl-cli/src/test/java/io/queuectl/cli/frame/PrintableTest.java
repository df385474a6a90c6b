package io.queuectl.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void controlAndDirectionCharactersAreWrittenAsEscapes() {
        assertThat(Printable.line("a\u001b[31m\n\t\u0000\u009b\u202e\u2066b"))
                .isEqualTo("a\\u001b[31m\\n\\t\\u0000\\u009b\\u202e\\u2066b");
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
