package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void linesAreWholeHoweverTheirBytesArrive() {
        for (byte b : "ä\r\n\nlast € \ud83d\ude00".getBytes(StandardCharsets.UTF_8)) {
            splitter.take(new byte[] {b}, 1);
        }
        splitter.finish();

        assertThat(lines).containsExactly("ä", "", "last € \ud83d\ude00");
    }

    @Test
    void aReturnWithinALineStays() {
        take("10%\r20%\n");

        assertThat(lines).containsExactly("10%\r20%");
    }

    @Test
    void nothingStandsBehindTheLastLineEnd() {
        take("a\n");
        splitter.finish();

        assertThat(lines).containsExactly("a");
    }

    @Test
    void theLongestLineIsKept() {
        String longest = "€".repeat(LogLine.MAX_TEXT);
        take(longest + "\n");

        assertThat(lines).containsExactly(longest);
    }

    @Test
    void aLongerOneIsCutAndTheNextIsWhole() {
        String text = "\ud83d\ude00".repeat(LogLine.MAX_TEXT);
        take(text + "\nnext\n");

        assertThat(lines).hasSize(2).endsWith("next");
        String kept = lines.get(0).substring(0, lines.get(0).indexOf('…'));
        assertThat(text).startsWith(kept);
        assertThat(kept.length() % 2).isZero();
        assertThat(lines.get(0)).endsWith("… [" + (4 * LogLine.MAX_TEXT - 2 * kept.length()) + " bytes cut]");
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.take(bytes, bytes.length);
    }
}
