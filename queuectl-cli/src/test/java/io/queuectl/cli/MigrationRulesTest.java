package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of the schema only adds, so that builds that know nothing of it go on: see decision 028. */
class MigrationRulesTest {

    private static final Pattern ADDS = Pattern.compile(
            "CREATE (TABLE|INDEX) .*|ALTER TABLE \\S+ ADD COLUMN (?!.*\\b(UNIQUE|PRIMARY)\\b)((?!.*NOT NULL).*|.*\\bDEFAULT\\b.*)");

    private static final Pattern KEPT = Pattern.compile("schema-([0-9]+)\\.ndjson");

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2", "postgres"})
    void whatIsNewerThanTheKeptDatabasesOnlyAdds(String store) throws IOException {
        Path module = SourceRulesTest.root().resolve("queuectl-store-" + store);
        Path folder = module.resolve("src/main/resources/io/queuectl/store/" + store + "/migrations");
        List<String> steps =
                SourceRulesTest.read(folder.resolve("steps")).lines().toList();

        assertThat(steps)
                .containsExactlyElementsOf(
                        names(folder).filter(name -> name.endsWith(".sql")).toList());
        assertThat(steps.stream()
                        .skip(firstKept(module.resolve("src/test/resources/golden")))
                        .flatMap(step -> changes(SourceRulesTest.read(folder.resolve(step)))))
                .isEmpty();
    }

    @Test
    void aStepThatChangesWhatIsThereIsSeen() {
        assertThat(
                        changes(
                                "ALTER TABLE $.job ADD COLUMN colour TEXT;\n-- why\nCREATE TABLE $.colour (\n  name TEXT NOT NULL\n);"))
                .isEmpty();
        assertThat(changes("ALTER TABLE $.job ADD COLUMN IF NOT EXISTS shade INTEGER DEFAULT 0 NOT NULL;"))
                .isEmpty();
        for (String change : List.of(
                "ALTER TABLE $.job ADD COLUMN shade INTEGER NOT NULL",
                "ALTER TABLE $.job ADD COLUMN shade INTEGER UNIQUE",
                "ALTER TABLE $.job DROP COLUMN backoff",
                "ALTER TABLE $.job RENAME TO work",
                "CREATE UNIQUE INDEX $.job_kind ON job (kind)",
                "CREATE TRIGGER $.late AFTER INSERT ON job BEGIN SELECT 1",
                "UPDATE $.job SET kind = 'shell'",
                "DROP TABLE $.tally")) {
            assertThat(changes(change)).as(change).isNotEmpty();
        }
    }

    /** The statements that do more than add. */
    private static Stream<String> changes(String sql) {
        return Pattern.compile(";")
                .splitAsStream(sql.replaceAll("--[^\n]*", ""))
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .filter(statement ->
                        !statement.isEmpty() && !ADDS.matcher(statement).matches());
    }

    /** The oldest schema that somebody may have: that of the first database that was kept. */
    private static long firstKept(Path golden) throws IOException {
        return names(golden)
                .flatMap(name -> KEPT.matcher(name).results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .min()
                .orElseThrow();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
