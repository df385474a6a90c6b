package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuectl.api.Payload;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellJobTest {

    @Test
    void itTakesSixVariablesAndTheGivenOnes() {
        Map<String, String> environment = Map.of("PATH", "/bin", "HOME", "/home/a", "TZ", "UTC", "API_KEY", "secret");

        ShellJob job = ShellJob.capture("env", Map.of("TZ", "CET", "K", "V"), Path.of("/srv"), "sh -c", environment);

        assertThat(job.env()).isEqualTo(Map.of("PATH", "/bin", "HOME", "/home/a", "TZ", "CET", "K", "V"));
        assertThat(job.payload().text()).doesNotContain("secret");
    }

    @Test
    void itTakesTheCurrentDirectory() {
        assertThat(ShellJob.capture("pwd", Map.of()).cwd())
                .isEqualTo(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void itIsCompactJsonAndComesBackTheSame() {
        ShellJob job =
                new ShellJob("echo \"ä\"\n\t$X", "/srv/a b", Map.of("K", "V=\u20ac\ud83d\ude00"), "bash -c", null);

        assertThat(job.payload().text())
                .isEqualTo(
                        "{\"command\":\"echo \\\"ä\\\"\\n\\t$X\",\"cwd\":\"/srv/a b\",\"env\":{\"K\":\"V=\u20ac\ud83d\ude00\"},"
                                + "\"shell\":\"bash -c\"}");
        assertThat(ShellJob.of(job.payload())).isEqualTo(job);
    }

    @Test
    void theDefaultShellIsNotWritten() {
        ShellJob job = new ShellJob("true", null, Map.of(), ShellJob.DEFAULT_SHELL, null);

        assertThat(job.payload().text()).isEqualTo("{\"command\":\"true\",\"env\":{}}");
        assertThat(ShellJob.of(job.payload())).isEqualTo(job);
    }

    @Test
    void onlyTheCommandIsNeededAndUnknownFieldsAreSkipped() {
        Payload payload = Payload.of(
                "{\"later\":[1,{\"a\":{}}],\"env\":null,\"cwd\":null,\"command\":\"true\",\"nice\":10,\"shell\":null}");

        assertThat(ShellJob.of(payload)).isEqualTo(new ShellJob("true", null, Map.of(), ShellJob.DEFAULT_SHELL, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"true\"",
                "{",
                "{}",
                "{\"command\":null}",
                "{\"command\":1}",
                "{\"command\":[\"true\"]}",
                "{\"command\":\" \"}",
                "{\"command\":\"a\\u0000b\"}",
                "{\"command\":\"true\",\"env\":[]}",
                "{\"command\":\"true\",\"env\":{\"A\":1}}",
                "{\"command\":\"true\",\"env\":{\"\":\"x\"}}",
                "{\"command\":\"true\",\"cwd\":\"\"}",
                "{\"command\":\"true\",\"shell\":\" \"}"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellJob.of(Payload.of(text)));
    }

    @Test
    void jsonNestedWithoutEndIsRefused() {
        Payload payload = Payload.of("{\"x\":" + "[".repeat(100_000));

        assertThatIllegalArgumentException().isThrownBy(() -> ShellJob.of(payload));
    }

    @Test
    void aCommandWithNulIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShellJob.capture("a\0b", Map.of()))
                .withMessageContaining("NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "", "\n\t"})
    void aBlankCommandIsRefused(String command) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShellJob.capture(command, Map.of()))
                .withMessageContaining("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A\0B"})
    void aNameThatNoEnvironmentHoldsIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShellJob.capture("true", Map.of(name, "x")))
                .withMessageContaining("environment");
    }

    @Test
    void anAssignmentEndsItsNameAtTheFirstEqualsSign() {
        assertThat(ShellJob.assignment("K=V")).isEqualTo(Map.entry("K", "V"));
        assertThat(ShellJob.assignment("K=a=b")).isEqualTo(Map.entry("K", "a=b"));
        assertThat(ShellJob.assignment("K=")).isEqualTo(Map.entry("K", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "=V", "K\0=V", "K=\0"})
    void whatIsNoAssignmentIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellJob.assignment(text));
    }
}
