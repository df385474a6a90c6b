package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.cli.frame.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that must say what the code says. */
class PagesTest {

    private static final Path ROOT = SourceRulesTest.root();
    private static final String OPERATIONS = SourceRulesTest.read(ROOT.resolve("docs/operations.md"));
    private static final String GUARANTEES = SourceRulesTest.read(ROOT.resolve("docs/guarantees.md"));
    private static final String TRIED = "## What was tried";

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
    @ParameterizedTest
    @ValueSource(strings = {"SECURITY.md", "docs/guarantees.md", "docs/reliability.md"})
    void everyTestThatAPageNamesIsThere(String page) throws IOException {
        Set<String> named =
                found("`([A-Z]\\w*(?:Test|IT|Contract|Storm|Fixture))\\b", SourceRulesTest.read(ROOT.resolve(page)));

        assertThat(named).hasSizeGreaterThan(2);
        assertThat(sourcesBelow("")).containsAll(named);
    }

    @Test
    void everyPromiseIsInTheTableOfWhatWasTried() {
        String promises = GUARANTEES.substring(0, GUARANTEES.indexOf(TRIED));
        Set<String> wanted = found("(?m)^\\| ([0-9]+) \\|", promises);
        IntStream.rangeClosed(1, 17).forEach(number -> wanted.add("P" + number));
        Set<String> there = new TreeSet<>();
        Pattern.compile("(?m)^\\| [^|]*\\(([P0-9, ]+)\\) \\|")
                .matcher(tried())
                .results()
                .forEach(row -> there.addAll(List.of(row.group(1).split(", "))));

        assertThat(wanted).hasSizeGreaterThan(60);
        assertThat(there).isEqualTo(wanted);
    }

    @Test
    void everyCommandOfThatTableCanBeTyped() throws IOException {
        String poms = SourceRulesTest.read(ROOT.resolve("pom.xml"))
                + SourceRulesTest.read(ROOT.resolve("queuectl-cli/pom.xml"))
                + SourceRulesTest.read(ROOT.resolve("simulation/pom.xml"))
                + SourceRulesTest.read(ROOT.resolve("chaos/pom.xml"));
        Set<String> commands = found("(?m)\\| `(-[^`|]+)` \\|$", tried());

        assertThat(commands).hasSizeGreaterThan(15);
        for (String command : commands) {
            for (String word : command.split(" ")) {
                if (word.startsWith("-P")) {
                    assertThat(List.of(word.substring(2).split(",")))
                            .as(command)
                            .allMatch(profile -> poms.contains("<id>" + profile + "</id>"));
                } else if (word.matches("-D(it\\.)?test=.*") && !word.endsWith("=None")) {
                    String module = command.replaceFirst(".*-pl (\\S+).*", "$1");
                    assertThat(poms).as(command).contains("<module>" + module + "</module>");
                    assertThat(sourcesBelow(module))
                            .as(command)
                            .containsAll(List.of(
                                    word.substring(word.indexOf('=') + 1).split(",")));
                } else {
                    assertThat(word).as(command).matches("-pl|[a-z0-9-]+|-D[a-zA-Z.]+(=[a-zA-Z0-9]+)?");
                }
            }
        }
    }

    private static String tried() {
        return GUARANTEES.substring(GUARANTEES.indexOf(TRIED));
    }

    /** The names of the classes of a module. */
    private static Set<String> sourcesBelow(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
