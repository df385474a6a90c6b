package io.queuectl.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java in the documentation is Java that the build has compiled and run. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    @Test
    void theSnippetsOfThePageAboutTestingAreInItsExample() throws IOException {
        String example = Files.readString(Path.of("src/test/java/io/queuectl/examples/TestingYourJobs.java"));
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - "```".length()))
                .toList();

        assertThat(snippets)
                .hasSizeGreaterThan(5)
                .allSatisfy(snippet -> assertThat(dense(example)).contains(dense(snippet)));
    }

    /** Without whitespace: where a line breaks is the formatter's business. */
    private static String dense(String code) {
        return WHITESPACE.matcher(code).replaceAll("");
    }
}
