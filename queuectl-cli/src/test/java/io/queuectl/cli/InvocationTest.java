package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.cli.frame.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {

    @Test
    void globalOptionsMayStandBeforeTheCommand() {
        Invocation invocation = Invocation.of("--db", "q.db", "enqueue", "echo hi", "--debug");

        assertThat(invocation.name()).isEqualTo("enqueue");
        assertThat(invocation.arguments()).containsExactly("--db", "q.db", "echo hi", "--debug");
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
}
