package io.queuectl.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.simulation.history.History;
import org.junit.jupiter.api.Test;

/** Each invariant with a history that breaks it and one, as like as can be, that does not. */
class HistoryCheckTest {

    private static final String BEGIN = """
            1 BEGIN - - lease=1000 poll=100 slots=1 maxLosses=2 tolerance=0 window=500 orderWindow=0 call=0 handler=500 first=50 factor=2 cap=300 jitter=equal
            """;

    private static void holds(String text) {
        assertThat(HistoryCheck.violations(Told.history(BEGIN + text))).isEmpty();
    }

    private static void breaks(int number, String text) {
        assertThat(Told.broken(BEGIN + text)).contains(number);
    }

    @Test
    void thereAreSeventeen() {
        assertThat(HistoryCheck.count()).isEqualTo(17);
        assertThat(HistoryCheck.name(1)).isEqualTo("every job ends once");
    }

    @Test
    void whatWasPromisedEndsOnce() {
        String promised = "5 ENQUEUE c j1\n";
        breaks(1, promised + "9 END_OF_HISTORY - -");
        breaks(1, promised + "8 FINAL - j1 state=pending");
        breaks(1, promised + "8 FINAL - j1 state=dead\n8 FINAL - j1 state=dead");
        breaks(1, "5 ENQUEUE c j1 outcome=FAILED\n8 FINAL - j1 state=completed");
        breaks(1, "8 FINAL - j2 state=completed");
        String counted = "8 FINAL - j1 state=completed\n8 COUNT - a count=1\n9 END_OF_HISTORY - -";
        holds(promised + counted);
        holds("5 ENQUEUE c j1 outcome=UNKNOWN\n" + counted);
        holds("5 ENQUEUE c j1 outcome=UNKNOWN\n9 END_OF_HISTORY - -");
        holds(promised + "6 MOVE p j1 verb=delete answer=done\n9 END_OF_HISTORY - -");
    }

    @Test
    void aJobHasOneHolderAtATime() {
        breaks(2, "2 CLAIM n1 j1 token=e-1\n3 CLAIM n2 j1 token=f-1");
        breaks(2, "2 CLAIM n1 j1 token=e-1\n3 CLAIM n1 j2 token=e-1");
        breaks(2, """
                2 CLAIM n1 j1 token=e-1 ordinal=2
                3 SETTLE n1 j1 token=e-1 end=released to=pending
                4 CLAIM n1 j1 token=e-2 ordinal=2
                """);
        holds("""
                2 CLAIM n1 j1 token=e-1 ordinal=1
                3 SETTLE n1 j1 token=e-1 end=released to=pending
                4 CLAIM n2 j1 token=f-1 ordinal=2
                """);
        holds("""
                2 CLAIM n1 j1 token=e-1
                3 SETTLE n1 j1 token=e-1 outcome=UNKNOWN end=failed to=failed
                4 CLAIM n2 j1 token=f-1
                """);
    }

    @Test
    void onlyTheHolderWrites() {
        String lost =
                "2 CLAIM n1 j1 token=e-1\n3 SETTLE n2 j1 token=e-1 end=lost to=pending\n4 CLAIM n2 j1 token=f-1\n";
        breaks(3, lost + "5 SETTLE n1 j1 token=e-1 end=completed to=completed");
        breaks(3, lost + "5 NOTE n1 j1 token=e-1");
        breaks(3, lost + "5 SETTLE n2 j1 token=f-1 outcome=REFUSED end=completed to=completed");
        breaks(3, "2 JOIN n1 e\n3 DEATH n2 e\n4 BEAT n1 e");
        breaks(3, "2 JOIN n1 e\n3 LEAVE n1 e\n4 CLAIM n1 j1 token=e-1");
        holds(lost + "5 SETTLE n1 j1 token=e-1 outcome=REFUSED end=completed to=completed");
        holds(lost + "5 NOTE n1 j1 token=e-1 outcome=REFUSED\n6 NOTE n2 j1 token=f-1");
        holds("2 JOIN n1 e\n3 LEAVE n1 e\n4 BEAT n1 e outcome=REFUSED");
    }

    @Test
    void theEndIsTheEnd() {
        String done = "2 CLAIM n1 j1 token=e-1\n3 SETTLE n1 j1 token=e-1 end=completed to=completed\n";
        breaks(4, done + "4 CLAIM n1 j1 token=e-2 attempts=1");
        breaks(4, done + "4 MOVE p j1 verb=requeue answer=done");
        breaks(4, done + "4 FINAL - j1 state=pending");
        breaks(4, "2 CLAIM n1 j1 token=e-1\n3 MOVE p j1 verb=cancel answer=done");
        breaks(4, "2 INSERT c j1\n3 MOVE p j1 verb=delete answer=done\n4 CLAIM n1 j1 token=e-1");
        holds(done + "4 MOVE p j1 verb=requeue answer=wrong_state");
        holds("""
                2 CLAIM n1 j1 token=e-1
                3 SETTLE n1 j1 token=e-1 end=discarded to=dead
                4 MOVE p j1 verb=requeue answer=done
                5 CLAIM n1 j1 token=e-2 attempts=0
                """);
    }

    @Test
    void attemptsAreCounted() {
        String failed =
                "2 INSERT c j1 max=2\n3 CLAIM n1 j1 token=e-1\n4 SETTLE n1 j1 token=e-1 end=failed to=failed runAt=54 ended=4\n";
        breaks(5, failed + "60 CLAIM n1 j1 token=e-2 attempts=0");
        breaks(
                5,
                failed
                        + "60 CLAIM n1 j1 token=e-2 attempts=1\n61 SETTLE n1 j1 token=e-2 end=failed to=failed runAt=160 ended=61");
        breaks(5, "2 INSERT c j1 max=2\n3 CLAIM n1 j1 token=e-1\n4 SETTLE n1 j1 token=e-1 end=failed to=dead");
        breaks(5, "3 CLAIM n1 j1 token=e-1 losses=0\n4 SETTLE n2 j1 token=e-1 end=lost to=dead");
        breaks(5, "2 ENQUEUE c j1\n2 INSERT c j1 max=2\n8 FINAL - j1 state=pending attempts=3");
        holds(failed + "60 CLAIM n1 j1 token=e-2 attempts=1\n61 SETTLE n1 j1 token=e-2 end=failed to=dead");
        holds("3 CLAIM n1 j1 token=e-1\n4 SETTLE n1 j1 token=e-1 end=discarded to=dead");
    }

    @Test
    void nothingStartsEarly() {
        breaks(6, "2 INSERT c j1 runAt=50\n3 CLAIM n1 j1 token=e-1 now=49");
        String claimed = "2 INSERT c j1 max=9\n3 CLAIM n1 j1 token=e-1 now=3\n";
        breaks(6, claimed + "4 SETTLE n1 j1 token=e-1 end=failed to=failed runAt=28 ended=4");
        breaks(6, claimed + "4 SETTLE n1 j1 token=e-1 end=failed to=failed runAt=55 ended=4");
        holds("2 INSERT c j1 runAt=50\n50 CLAIM n1 j1 token=e-1 now=50\n50 START n1 j1 token=e-1 now=50");
        holds(claimed + "4 SETTLE n1 j1 token=e-1 end=failed to=failed runAt=29 ended=4");
        holds(claimed + "4 SETTLE n1 j1 token=e-1 end=failed to=failed runAt=54 ended=4");
    }

    @Test
    void everyRepeatIsExplained() {
        String joined = "1 JOIN n1 e\n1 JOIN n2 f\n2 CLAIM n1 j1 token=e-1\n";
        breaks(7, joined + "3 SETTLE n2 j1 token=e-1 end=lost to=pending");
        breaks(7, joined + "3 START n1 j1 token=e-1\n4 START n1 j1 token=e-1");
        breaks(7, joined + "3 SETTLE n1 j1 token=e-1 end=completed to=pending\n4 CLAIM n1 j1 token=e-2 attempts=1");
        holds(joined + """
                2 CRASH n1 n1
                3 DEATH n2 e
                4 SETTLE n2 j1 token=e-1 end=lost to=pending
                5 CLAIM n2 j1 token=f-1 losses=1
                """);
    }

    @Test
    void thePausedAndTheCancelledRest() {
        String paused = "2 INSERT c j1 queue=a\n3 SETTING p a paused=true\n";
        breaks(8, paused + "504 CLAIM n1 j1 token=e-1");
        breaks(
                8,
                "2 CLAIM n1 j1 token=e-1\n2 MOVE p j1 verb=cancel answer=requested\n"
                        + "3 SETTLE n1 j1 token=e-1 end=released to=pending\n4 CLAIM n1 j1 token=e-2\n5 START n1 j1 token=e-2");
        holds(paused + "503 CLAIM n1 j1 token=e-1");
        holds(paused + "4 SETTING p a paused=false\n504 CLAIM n1 j1 token=e-1");
        holds(paused + "400 STOP n1 n1 millis=200\n604 CLAIM n1 j1 token=e-1");
        holds("2 CLAIM n1 j1 token=e-1\n2 MOVE p j1 verb=cancel answer=requested\n3 START n1 j1 token=e-1");
    }

    @Test
    void limitsHold() {
        breaks(9, "2 START n1 j1 token=e-1\n3 START n1 j2 token=e-2");
        String limited = "1 SETTING p a limit=1\n1 INSERT c j1 queue=a\n1 INSERT c j2 queue=a\n";
        String claimed = limited + "600 CLAIM n1 j1 token=e-1\n601 CLAIM n2 j2 token=f-1\n602 START n1 j1 token=e-1\n";
        holds(claimed);
        breaks(9, claimed + "603 START n2 j2 token=f-1");
        breaks(9, "2 ENQUEUE c j1\n3 FINAL - j1 state=dead\n3 COUNT - a count=2\n4 END_OF_HISTORY - -");
        holds("2 START n1 j1 token=e-1\n2 END n1 j1 token=e-1\n3 START n1 j2 token=e-2\n3 START n2 j3 token=f-1");
        holds("2 START n1 j1 token=e-1\n2 CRASH n1 n1\n3 START n1 j2 token=g-2");
        holds(claimed + "603 END n1 j1 token=e-1\n604 START n2 j2 token=f-1");
    }

    @Test
    void jobsComeInOrder() {
        String two = "2 INSERT c j1 queue=a priority=1 runAt=2\n2 INSERT c j2 queue=a priority=1 runAt=2\n";
        breaks(10, two + "3 CLAIM n1 j2 token=e-1 now=3");
        breaks(10, two + "3 MOVE p j2 verb=edit answer=done priority=5\n4 CLAIM n1 j1 token=e-1 now=4");
        holds(two + "3 CLAIM n1 j1 token=e-1 now=3\n4 CLAIM n1 j2 token=e-2 now=4");
        holds(two + "3 MOVE p j1 verb=edit answer=done runAt=9\n4 CLAIM n1 j2 token=e-1 now=4");
    }

    @Test
    void aKeyHasOneJob() {
        breaks(11, "2 INSERT c j1 key=k\n3 INSERT c j2 key=k");
        holds("2 INSERT c j1 key=k\n2 MOVE p j1 verb=cancel answer=done\n3 INSERT c j2 key=k\n3 INSERT c j3 key=l");
        holds("""
                2 INSERT c j1 key=k
                3 MOVE p j1 verb=cancel answer=done
                4 MOVE p j1 verb=requeue answer=done
                5 INSERT c j2 key=k
                """);
    }

    @Test
    void aTickHasOneJob() {
        String fired = "2 TICK n1 s every=1000 missed=all revision=1 ticks=2030-01-01T00:00:01Z\n";
        breaks(12, fired + "3 TICK n2 s every=1000 missed=all revision=2 ticks=2030-01-01T00:00:01Z");
        breaks(12, fired + "3 TICK n2 s every=1000 missed=all revision=1 ticks=");
        breaks(12, fired + "3 TICK n2 s every=1000 missed=all revision=2 ticks=2030-01-01T00:00:03Z");
        breaks(12, "2 TICK n1 s every=1000 missed=once ticks=2030-01-01T00:00:01Z+2030-01-01T00:00:02Z");
        breaks(12, fired + "9000 QUIET - -");
        breaks(12, "2 TICK p s changed=paused\n3 TICK n1 s revision=1 ticks=2030-01-01T00:00:01Z");
        holds(fired + "3 TICK n2 s every=1000 missed=all revision=2 ticks=2030-01-01T00:00:02Z+2030-01-01T00:00:03Z");
        holds(fired + "3 TICK p s changed=paused\n9000 QUIET - -");
    }

    @Test
    void theLivingAreNotBuried() {
        String joined = "2 JOIN n1 e\n100 BEAT n1 e\n";
        breaks(13, joined + "400 STOP n1 n1 millis=10\n500 DEATH n2 e");
        breaks(13, joined + "1200 DEATH n2 e");
        holds(joined + "400 STOP n1 n1 millis=2000\n1200 DEATH n2 e");
        holds(joined + "120 CRASH n1 n1\n130 DEATH n2 e");
        holds(joined + "400 FAULT n1 unreachable\n1200 DEATH n2 e");
        holds(joined + "1200 DEATH n2 e outcome=REFUSED");
    }

    @Test
    void somethingHappens() {
        breaks(14, "2 QUIET - - outcome=FAILED");
        String waits = "2 INSERT c j1 queue=a runAt=2\n3 INSERT c j2 queue=b runAt=2\n4 HEALED - -\n";
        breaks(14, waits + "9000 CLAIM n1 j2 token=e-1 now=9000");
        holds(waits + "500 CLAIM n1 j1 token=e-1 now=500\n600 CLAIM n1 j2 token=e-2 now=600\n700 QUIET - -");
        holds(
                "2 INSERT c j1 queue=a runAt=2\n2 SETTING p a paused=true\n4 HEALED - -\n9000 CLAIM n1 j2 token=e-1 now=9000");
    }

    @Test
    void bytesComeBack() {
        String written = "2 ENQUEUE c j1 hash=aa\n2 CLAIM n1 j1 token=e-1\n";
        breaks(15, written + "3 START n1 j1 token=e-1 hash=bb");
        breaks(15, "3 LOG - j1 text=j2");
        holds(written + "3 START n1 j1 token=e-1 hash=aa\n9 LOG - j1 text=j1");
        holds("2 ENQUEUE c j1 hash=aa\n2 MOVE p j1 verb=edit answer=done hash=bb\n2 CLAIM n1 j1 token=e-1\n"
                + "3 START n1 j1 token=e-1 hash=bb");
    }

    @Test
    void timeGoesForward() {
        breaks(16, "5 ENQUEUE c j1\n4 ENQUEUE c j2");
        breaks(16, "5 ENQUEUE c j1\n9 FINAL - j1 state=dead created=5 started=8 finished=7");
        breaks(16, "5 ENQUEUE c j1\n9 FINAL - j1 state=dead created=5 finished=3600005");
        breaks(16, "2 CLAIM n1 j1 token=e-1\n9 SETTLE n1 j1 token=e-1 end=completed to=completed started=8 ended=7");
        holds("5 ENQUEUE c j1\n9 FINAL - j1 state=dead created=5 started=7 finished=7");
    }

    @Test
    void answersThatWereLostAreGivenAgain() {
        String settled = "2 CLAIM n1 j1 token=e-1\n3 SETTLE n1 j1 token=e-1 end=completed to=completed\n";
        breaks(17, settled + "4 SETTLE n1 j1 token=e-1 outcome=REFUSED end=completed to=completed");
        breaks(17, settled + "4 SETTLE n1 j1 token=e-1 end=completed to=completed");
        holds(settled + "4 SETTLE n1 j1 token=e-1 outcome=REPEATED end=completed to=completed");
        holds("""
                2 CLAIM n1 j1 token=e-1
                3 SETTLE n1 j1 token=e-1 end=released to=pending
                4 CLAIM n2 j1 token=f-1
                5 SETTLE n1 j1 token=e-1 outcome=REFUSED end=released to=pending
                """);
    }

    @Test
    void whatNobodyKnowsIsHeldAgainstNobody() {
        holds("""
                2 ENQUEUE c j1 outcome=UNKNOWN
                3 CLAIM n1 j1 token=e-1
                4 SETTLE n1 j1 token=e-1 outcome=UNKNOWN end=completed to=completed
                5 FINAL - j1 state=completed attempts=1
                5 COUNT - a count=1
                6 END_OF_HISTORY - -
                """);
    }

    @Test
    void aHistoryThatWasReadBackIsJudgedAlike() {
        History told = Told.history(BEGIN + "2 CLAIM n1 j1 token=e-1\n3 CLAIM n2 j1 token=f-1");
        assertThat(HistoryCheck.violations(History.parse(told.ndjson())))
                .hasSameSizeAs(HistoryCheck.violations(told))
                .isNotEmpty();
    }
}
