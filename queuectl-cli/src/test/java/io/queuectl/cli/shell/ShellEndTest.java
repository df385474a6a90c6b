package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.core.spi.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that is asked to end does, with all that belongs to it. */
@Timeout(60)
class ShellEndTest {

    @TempDir
    private Path directory;

    @Test
    void anInterruptEndsTheWholeGroup() {
        ShellRig rig = new ShellRig(directory);
        ShellRig.Started started = rig.start("(sleep 100 & echo $! > grandchild; wait) & echo $! > child; wait");
        List<Long> pids = List.of(rig.readPid("grandchild"), rig.readPid("child"), pid(started));

        started.interrupt();
        started.awaitEnd();

        assertThat(pids).noneMatch(ShellRig::lives);
        assertThat(started.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void whatIgnoresTermIsKilledAfterTheGrace() {
        ShellRig rig = new ShellRig(directory, Duration.ofMillis(500));
        ShellRig.Started started =
                rig.start("trap '' TERM; (sleep 100 & echo $! > grandchild; wait) & sleep 100 & echo $! > child; wait");
        List<Long> pids = List.of(rig.readPid("grandchild"), rig.readPid("child"), pid(started));
        long start = System.nanoTime();

        started.interrupt();
        started.awaitEnd();

        assertThat(pids).noneMatch(ShellRig::lives);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void aGrandchildThatIgnoresTermIsKilledThoughItsParentsAreGone() {
        ShellRig rig = new ShellRig(directory, Duration.ofMillis(300));
        ShellRig.Started started = rig.start("(trap '' TERM; sleep 100 & echo $! > grandchild; wait) & wait");
        long grandchild = rig.readPid("grandchild");

        started.interrupt();
        started.awaitEnd();

        assertThat(ShellRig.lives(grandchild)).isFalse();
    }

    @Test
    void childrenInGroupsOfTheirOwnBelongToo() {
        ShellRig rig = new ShellRig(directory, Duration.ofMillis(300));
        ShellRig.Started started = rig.shell("bash -c").start("set -m; sleep 100 & echo $! > child; wait");
        long child = rig.readPid("child");
        ProcStat stat = ProcStat.of(child);
        assertThat(stat.group()).isEqualTo(child).isNotEqualTo(pid(started));

        started.interrupt();
        started.awaitEnd();

        assertThat(ShellRig.lives(child)).isFalse();
    }

    @Test
    void aChildInASessionOfItsOwnThatIsWaitedForBelongsToo() {
        ShellRig rig = new ShellRig(directory, Duration.ofMillis(300));
        ShellRig.Started started =
                rig.start("setsid -w sh -c 'trap \"\" TERM; echo $$ > child; sleep 100 & echo $! > grandchild; wait'");
        List<Long> pids = List.of(rig.readPid("child"), rig.readPid("grandchild"));

        started.interrupt();
        started.awaitEnd();

        assertThat(pids).noneMatch(ShellRig::lives);
    }

    @Test
    void aStoppedCommandEnds() {
        ShellRig rig = new ShellRig(directory);
        ShellRig.Started started = rig.start("trap 'echo bye; exit 0' TERM; echo $$ > pid; kill -STOP $$; sleep 100");
        long pid = rig.readPid("pid");

        started.interrupt();
        started.awaitEnd();

        assertThat(ShellRig.lives(pid)).isFalse();
        assertThat(started.context().texts()).containsExactly("bye");
    }

    @Test
    void theGraceLetsItCleanUpAndIsNotWaitedOut() {
        ShellRig rig = new ShellRig(directory);
        ShellRig.Started started =
                rig.start("trap 'sleep 0.3; echo cleaned; exit 1' TERM; echo up > up; while :; do sleep 0.1; done");
        rig.read("up");
        long start = System.nanoTime();

        started.interrupt();
        started.awaitEnd();

        assertThat(started.context().texts()).contains("cleaned");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aSecondInterruptEndsTheGrace() {
        ShellRig rig = new ShellRig(directory, Duration.ofSeconds(50));
        ShellRig.Started started = rig.start("trap 'echo asked' TERM; echo $$ > pid; while :; do sleep 0.1; done");
        long pid = rig.readPid("pid");
        started.interrupt();
        await().atMost(ShellRig.PATIENCE).until(() -> started.context().texts().contains("asked"));

        started.interrupt();
        started.awaitEnd();

        assertThat(ShellRig.lives(pid)).isFalse();
    }

    @Test
    void aCancelMarkAloneEndsItToo() {
        ShellRig rig = new ShellRig(directory);
        ShellRig.Started started = rig.start("echo $$ > pid; sleep 100");
        long pid = rig.readPid("pid");

        started.context().cancel();
        started.awaitEnd();

        assertThat(ShellRig.lives(pid)).isFalse();
        assertThat(started.outcome()).isCompletedWithValue(Outcome.failed("cancelled", "the command was ended early"));
    }

    @Test
    void aFloodOfOutputDoesNotDelayTheEnd() {
        ShellRig rig = new ShellRig(directory);
        ShellRig.Started started = rig.start("echo $$ > pid; yes");
        long pid = rig.readPid("pid");

        started.interrupt();
        started.awaitEnd();

        assertThat(ShellRig.lives(pid)).isFalse();
    }

    private static long pid(ShellRig.Started started) {
        return Long.parseLong(started.context().process().split(" ")[0]);
    }
}
