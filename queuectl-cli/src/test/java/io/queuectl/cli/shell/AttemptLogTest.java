package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.LogLine;
import io.queuectl.api.LogLine.Stream;
import io.queuectl.testkit.JobFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final RecordingContext context =
            new RecordingContext(new JobFixtures().claim().build());
    private final AttemptLog log = new AttemptLog(context);

    @Test
    void whatFitsIsKeptWhole() {
        int lines = (AttemptLog.HEAD + AttemptLog.TAIL) / (AttemptLog.LINE + 4) - 2;
        add(lines);

        assertThat(context.texts()).hasSize(lines).doesNotHaveDuplicates().noneMatch(text -> text.contains("cut"));
    }

    @Test
    void betweenHeadAndTailOneLineSaysHowMuchIsCut() {
        int lines = 500_000;
        add(lines);

        List<LogLine> kept = context.lines();
        LogLine mark = kept.stream()
                .filter(line -> line.stream() == Stream.LOG)
                .findFirst()
                .orElseThrow();
        int cut = lines - kept.size() + 1;
        assertThat(mark.text()).isEqualTo(String.format("… %,d bytes in %,d lines cut here …", 4L * cut, cut));
        assertThat(kept).hasSizeBetween(28_000, 2 * (AttemptLog.HEAD / AttemptLog.LINE));
        assertThat(kept.get(kept.indexOf(mark) - 1).text()).isEqualTo(text(kept.indexOf(mark) - 1));
        assertThat(kept.get(kept.size() - 1).text()).isEqualTo(text(lines - 1));
    }

    @Test
    void emptyLinesAreBoundedToo() {
        for (int i = 0; i < 200_000; i++) {
            log.add(NOW, Stream.OUT, "");
        }
        log.finish();

        assertThat(context.lines()).hasSize(2 * (AttemptLog.HEAD / AttemptLog.LINE) + 1);
    }

    @Test
    void theHeadIsWrittenBeforeTheEnd() {
        for (int i = 0; i < 10_000; i++) {
            log.add(NOW, Stream.OUT, text(i));
            log.flushIfDue();
        }

        assertThat(context.batches()).hasSizeBetween(5, 100);
    }

    private void add(int lines) {
        for (int i = 0; i < lines; i++) {
            log.add(NOW, Stream.OUT, text(i));
        }
        log.finish();
    }

    /** Four bytes, two characters each, different for 2^20 numbers. */
    private static String text(int number) {
        String text = new String(new char[] {(char) (0x100 + (number >> 10)), (char) (0x100 + (number & 0x3ff))});
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(4);
        return text;
    }
}
