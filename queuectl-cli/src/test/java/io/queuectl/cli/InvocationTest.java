package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.StopRequests;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.frame.Terminals;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {

    @Test
    void globalOptionsMayStandBeforeTheCommand() {
        Invocation invocation = Invocation.of("--db", "q.db", "enqueue", "echo hi", "--debug");

        assertThat(invocation.name()).isEqualTo("enqueue");
        assertThat(invocation.arguments()).containsExactly("--db", "q.db", "echo hi", "--debug");
    }

    @Test
    void theOptionsBeforeTheNameAreKnown() {
        Invocation invocation = Invocation.of("--debug", "--colr", "never", "list", "--db", "q.db");

        assertThat(invocation.name()).isEqualTo("never");
        assertThat(invocation.leading()).containsExactly("--debug", "--colr");
    }

    @Test
    void whatFollowsTwoDashesIsKeptApart() {
        Invocation invocation = Invocation.of("enqueue", "--id", "x", "--", "ls", "--db", "--");

        assertThat(invocation.arguments()).containsExactly("--id", "x");
        assertThat(invocation.tail()).isEqualTo(List.of("ls", "--db", "--"));
        assertThat(invocation.hasTail()).isTrue();
    }

    @Test
    void noCommandIsAnEmptyName() {
        assertThat(Invocation.of("--debug").name()).isEmpty();
    }

    @Test
    void anUnknownMemberOfAGroupIsRefused() {
        assertThatThrownBy(() -> Invocation.of("dlq", "--db", "q.db", "rettry"))
                .isInstanceOf(Refusal.class)
                .hasMessage("unknown command \"dlq rettry\"");
    }

    @ParameterizedTest
    @CsvSource({"worker --help", "help worker", "worker -h --debug"})
    void theHelpOfAGroupListsItsCommands(String words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings outside = new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream()),
                Map.of(),
                Path.of("").toAbsolutePath(),
                InstantSource.system(),
                Terminals.NONE,
                StopRequests.NONE);

        assertThat(Invocation.of(words.split(" ", -1)).run(outside)).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("worker start", "worker stop", "worker list")
                .doesNotContain("enqueue");
    }
}
