package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.SettlementDraft;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running attempt writes about itself: its log, its process, its deadline, all under its token. */
public abstract class NoteContract extends StoreScenario {

    static Stream<Named<BiFunction<Claim, Token, ClaimNote>>> everyNote() {
        return Stream.of(
                Named.of(
                        "log",
                        (claim, token) -> new ClaimNote.Log(
                                claim.number(),
                                token,
                                List.of(new LogLine(claim.claimedAt(), LogLine.Stream.OUT, "late")))),
                Named.of(
                        "progress",
                        (claim, token) -> new ClaimNote.Advance(
                                claim.number(), token, new Progress(0.5, "late", claim.claimedAt()))),
                Named.of("result", (claim, token) -> new ClaimNote.Result(claim.number(), token, Payload.of("late"))),
                Named.of("spawn", (claim, token) -> new ClaimNote.Spawn(claim.number(), token, "late")),
                Named.of(
                        "extend",
                        (claim, token) -> new ClaimNote.Extend(
                                claim.number(), token, claim.claimedAt().plusSeconds(9))));
    }

    @ParameterizedTest
    @MethodSource("everyNote")
    void aNoteUnderTheTokenIsApplied(BiFunction<Claim, Token, ClaimNote> kind) {
        Claim claim = heldJob();

        assertThat(note(kind.apply(claim, claim.token()))).isEqualTo(Settled.APPLIED);
    }

    @ParameterizedTest
    @MethodSource("everyNote")
    void aNoteUnderAStaleTokenChangesNothing(BiFunction<Claim, Token, ClaimNote> kind) {
        Claim stale = heldJob();
        settle(SettlementDraft.lost(stale));
        Claim current = claimOne(joined());

        assertThat(note(kind.apply(stale, stale.token()))).isEqualTo(Settled.NOT_YOURS);
        assertNothingNoted(current);
    }

    @ParameterizedTest
    @MethodSource("everyNote")
    void aNoteUnderTheTokenOfAnotherNodeChangesNothing(BiFunction<Claim, Token, ClaimNote> kind) {
        Claim claim = heldJob();
        Token other = new Token(joined().epoch(), claim.token().number());

        assertThat(note(kind.apply(claim, other))).isEqualTo(Settled.NOT_YOURS);
        assertNothingNoted(claim);
    }

    @ParameterizedTest
    @MethodSource("everyNote")
    void aNoteAfterTheSettlementChangesNothing(BiFunction<Claim, Token, ClaimNote> kind) {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim));

        assertThat(note(kind.apply(claim, claim.token()))).isEqualTo(Settled.ALREADY_APPLIED);
        assertThat(store.queries().logs(claim.id(), 0, 10)).isEmpty();
        assertThat(store.queries().output(claim.id())).isEqualTo(JobOutput.NONE);
    }

    @ParameterizedTest
    @MethodSource("everyNote")
    void aNoteAboutADeletedJobIsNotYours(BiFunction<Claim, Token, ClaimNote> kind) {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim));
        store.admin().delete(claim.id());

        assertThat(note(kind.apply(claim, claim.token()))).isEqualTo(Settled.NOT_YOURS);
        assertThat(store.queries().logs(claim.id(), 0, 10)).isEmpty();
    }

    @Test
    void theLastLogLinesTravelWithTheSettlement() {
        Claim claim = heldJob();

        assertThat(store.exchange(batch().note(List.of(log(claim, "bye")))
                                .settle(List.of(SettlementDraft.completed(claim).build())))
                        .notes())
                .containsExactly(Settled.APPLIED);
        assertThat(linesOf(claim)).containsExactly("bye");
    }

    @Test
    void logLinesComeInTheOrderTheyWereWritten() {
        Claim claim = heldJob();
        store.exchange(batch().note(List.of(log(claim, "1", "2"), log(claim, "3"))));
        note(log(claim, "4"));

        List<LogEntry> entries = store.queries().logs(claim.id(), 0, 10);
        assertThat(entries.stream().map(entry -> entry.line().text())).containsExactly("1", "2", "3", "4");
        assertThat(entries.stream().map(LogEntry::position)).isSorted().doesNotHaveDuplicates();
        assertThat(entries.get(0).position()).isPositive();
        assertThat(entries.stream().map(LogEntry::ordinal)).containsOnly(1);
    }

    @Test
    void aLogIsReadOnFromAPosition() {
        Claim claim = heldJob();
        note(log(claim, IntStream.range(0, 25).mapToObj(Integer::toString).toArray(String[]::new)));

        List<LogEntry> first = store.queries().logs(claim.id(), 0, 10);
        List<LogEntry> second = store.queries().logs(claim.id(), first.get(9).position(), 10);
        List<LogEntry> third = store.queries().logs(claim.id(), second.get(9).position(), 10);
        assertThat(Stream.of(first, second, third)
                        .flatMap(List::stream)
                        .map(entry -> Integer.valueOf(entry.line().text())))
                .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
        assertThat(store.queries().logs(claim.id(), third.get(4).position(), 10))
                .isEmpty();
    }

    @Test
    void logsOfTwoJobsNeverMix() {
        Claimant node = joined();
        insertAll(job("a"), job("b"));
        List<Claim> claims = claim(node, 2);
        store.exchange(
                batch().note(List.of(log(claims.get(0), "a1"), log(claims.get(1), "b1"), log(claims.get(0), "a2"))));

        assertThat(linesOf(claims.get(0))).containsExactly("a1", "a2");
        assertThat(linesOf(claims.get(1))).containsExactly("b1");
    }

    @Test
    void aLineKnowsItsAttempt() {
        Claimant node = joined();
        insert(job());
        Claim first = claimOne(node);
        note(log(first, "one"));
        settle(SettlementDraft.failed(first, now()));
        note(log(claimOne(node), "two"));

        assertThat(store.queries().logs(first.id(), 0, 10).stream().map(LogEntry::ordinal))
                .containsExactly(1, 2);
    }

    @Test
    void everyStreamAndTimeOfALineComesBack() {
        Claim claim = heldJob();
        List<LogLine> lines = List.of(
                new LogLine(now().plusMillis(1), LogLine.Stream.OUT, "out"),
                new LogLine(now().plusMillis(2), LogLine.Stream.ERR, "err"),
                new LogLine(now().plusMillis(2), LogLine.Stream.LOG, "log"));
        note(new ClaimNote.Log(claim.number(), claim.token(), lines));

        assertThat(store.queries().logs(claim.id(), 0, 10).stream().map(LogEntry::line))
                .containsExactlyElementsOf(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0001\u001b[2J\u007f", "tab\tcr\r", "日本語 \uD83D\uDE80 é", "' \" \\ % ; --"})
    void anyTextIsALogLine(String text) {
        Claim claim = heldJob();
        note(log(claim, text));

        assertThat(linesOf(claim)).containsExactly(text);
    }

    @Test
    void theLongestLineFits() {
        Claim claim = heldJob();
        note(log(claim, "x".repeat(LogLine.MAX_TEXT)));

        assertThat(linesOf(claim)).containsExactly("x".repeat(LogLine.MAX_TEXT));
    }

    @Test
    void aDeletedJobTakesItsLogAndHistoryWithIt() {
        Claim claim = heldJob(job("again"));
        note(log(claim, "old"));
        settle(SettlementDraft.dead(claim));
        store.admin().delete(claim.id());
        insert(job("again"));

        assertThat(store.queries().logs(claim.id(), 0, 10)).isEmpty();
        assertThat(store.queries().attempts(claim.id())).isEmpty();
    }

    @Test
    void theNotedProcessIsThereForWhoeverTakesOver() {
        Claim claim = heldJob();
        note(new ClaimNote.Spawn(claim.number(), claim.token(), "pid 1"));
        note(new ClaimNote.Spawn(claim.number(), claim.token(), "pid 2 @ 日本"));
        store.nodes().declareDead(claim.token().epoch(), 0);

        assertThat(store.nodes().orphans(10).get(0).process()).isEqualTo("pid 2 @ 日本");
    }

    @Test
    void theNextClaimStartsWithoutAProcess() {
        Claim claim = heldJob();
        note(new ClaimNote.Spawn(claim.number(), claim.token(), "p".repeat(200)));
        settle(SettlementDraft.failed(claim, now()));
        Claim next = claimOne(joined());

        assertThat(next.process()).isNull();
        assertNothingNoted(next);
    }

    private void assertNothingNoted(Claim current) {
        assertThat(store.queries().logs(current.id(), 0, 10)).isEmpty();
        assertThat(store.queries().output(current.id())).isEqualTo(JobOutput.NONE);
        store.nodes().declareDead(current.token().epoch(), 0);
        assertThat(store.nodes().orphans(10)).hasSize(1);
        assertThat(store.nodes().orphans(10).get(0).process()).isNull();
    }

    private List<String> linesOf(Claim claim) {
        return store.queries().logs(claim.id(), 0, 1_000).stream()
                .map(entry -> entry.line().text())
                .toList();
    }

    private ClaimNote log(Claim claim, String... texts) {
        List<LogLine> lines = Stream.of(texts)
                .map(text -> new LogLine(now(), LogLine.Stream.OUT, text))
                .toList();
        return new ClaimNote.Log(claim.number(), claim.token(), lines);
    }
}
