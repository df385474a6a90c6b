package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.cli.frame.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages that must say what the code says. */
class PagesTest {

    private static final Path ROOT = SourceRulesTest.root();
    private static final String OPERATIONS = SourceRulesTest.read(ROOT.resolve("docs/operations.md"));

    @Test
    void everyExitCodeHasItsRemedy() {
        Set<String> told = found("(?m)^\\| (\\d+ \\| `[A-Z_]+`)", OPERATIONS);
        Set<String> known = Stream.of(ExitCode.values())
                .map(code -> code.number() + " | `" + code.name() + "`")
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(known);
    }

    @Test
    void everyReasonOfAStoreHasItsRemedy() {
        for (StoreException.Reason reason : StoreException.Reason.values()) {
            assertThat(OPERATIONS).containsPattern("(?m)^\\| \\d+ \\|[^|]*\\|[^|]*`" + reason.name() + "`");
        }
    }

    /** A line a log statement of warning, error or information. */
    @Test
    void everyEventThatIsLoggedIsOnThePageAndNoOther() {
        Pattern logged = Pattern.compile(
                "LOG\\.(?:info|warn|error)\\(\\s*(?:\"[^\"]*\"\\s*\\+\\s*)*\"(?:[^\"\\\\]|\\\\.)*?event=([a-z_-]+)");
        Set<String> known = new TreeSet<>();
        SourceRulesTest.sources("queuectl-")
                .filter(file -> !file.toString().contains("queuectl-testkit"))
                .forEach(file -> logged.matcher(SourceRulesTest.read(file))
                        .results()
                        .forEach(event -> known.add(event.group(1))));
        String table =
                OPERATIONS.substring(OPERATIONS.indexOf("## What is logged"), OPERATIONS.indexOf("## What happened"));
        Set<String> told = new TreeSet<>();
        Pattern.compile("(?m)^\\| (`[^|]*) \\|")
                .matcher(table)
                .results()
                .forEach(row -> told.addAll(found("`([a-z_-]+)`", row.group(1))));

        assertThat(known).hasSizeGreaterThan(30);
        assertThat(told).isEqualTo(known);
    }

    /** What a page says is shown by a test is shown by one. */
    @Test
    void everyTestThatThePageOnSecurityNamesIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> named = found("`([A-Z]\\w*(?:Test|IT))\\b", SourceRulesTest.read(ROOT.resolve("SECURITY.md")));

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(tests).containsAll(named);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
