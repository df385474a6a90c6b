package io.queuectl.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowTest {

    private static final Row ROW = new Row(
            "race",
            "sqlite",
            "WAL synchronous=FULL",
            "drain",
            "raw",
            "k=500,\"one\"",
            100_000,
            2,
            "rate",
            "jobs/s",
            1.5);

    @Test
    void aLineIsReadAsItWasWritten() {
        assertThat(Row.parse(ROW.line())).isEqualTo(ROW);
    }

    @Test
    void aLineThatIsShortIsRefused() {
        assertThatThrownBy(() -> Row.parse("race,sqlite,FULL")).hasMessage("a line has 3 fields: race,sqlite,FULL");
    }

    @Test
    void whatWasAddedIsThereBeforeTheFileIsClosed(@TempDir Path folder) throws Exception {
        try (Sheet sheet = Sheet.create(folder, "run")) {
            sheet.add(ROW);
            assertThat(Sheet.read(folder.resolve("run.csv"))).containsExactly(ROW);
        }
    }

    @Test
    void aFileWithAnotherHeadIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("run.csv"), "store,figure\n");
        assertThatThrownBy(() -> Sheet.read(file)).hasMessageContaining("does not begin with run,store");
    }
}
