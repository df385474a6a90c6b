package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.testkit.SettlementDraft;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job gives of itself: how far it is, and what it has come to. */
public abstract class OutputContract extends StoreScenario {

    @Test
    void aJobThatSaidNothingHasGivenNothing() {
        assertThat(store.queries().output(heldJob().id())).isEqualTo(JobOutput.NONE);
        assertThat(store.queries().output(JobId.of("unknown"))).isEqualTo(JobOutput.NONE);
    }

    @Test
    void theLatestProgressStands() {
        Claim claim = heldJob();
        note(advance(claim, 0.25, "a quarter"));
        assertThat(output(claim).progress()).isEqualTo(progress(0.25, "a quarter"));
        store.exchange(batch().note(List.of(advance(claim, 0.5, "half"), advance(claim, 1, ""))));

        assertThat(output(claim)).isEqualTo(new JobOutput(progress(1, ""), null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.MIN_VALUE, 1.0 / 3, 0.1, 1})
    void anyFractionComesBackAsItWas(double fraction) {
        Claim claim = heldJob();
        note(advance(claim, fraction, "日本語 \uD83D\uDE80 ' \" \\ % ; --"));

        assertThat(output(claim).progress()).isEqualTo(progress(fraction, "日本語 \uD83D\uDE80 ' \" \\ % ; --"));
    }

    @Test
    void theResultTravelsWithTheSettlementAndStays() {
        Claim claim = heldJob();
        store.exchange(batch().note(List.of(result(claim, Payload.of("42"))))
                .settle(List.of(SettlementDraft.completed(claim).build())));

        assertThat(output(claim)).isEqualTo(new JobOutput(null, Payload.of("42")));
    }

    @Test
    void theLargestResultAndTheEmptyOneComeBackByteByByte() {
        byte[] large = new byte[Payload.MAX_BYTES];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        Claim first = heldJob();
        note(result(first, Payload.of(large)));
        Claim second = heldJob();
        note(result(second, Payload.EMPTY));

        assertThat(output(first).result()).isEqualTo(Payload.of(large));
        assertThat(output(second).result()).isEqualTo(Payload.EMPTY);
    }

    @Test
    void theLastResultStandsOverAttemptsToo() {
        Claim first = heldJob();
        note(result(first, Payload.of("of the first")));
        settle(SettlementDraft.failed(first, now()));
        assertThat(output(first).result()).isEqualTo(Payload.of("of the first"));
        Claim second = claimOne(joined());
        note(result(second, Payload.of("of the second")));

        assertThat(output(first).result()).isEqualTo(Payload.of("of the second"));
    }

    @Test
    void outputsOfTwoJobsNeverMix() {
        Claim one = heldJob();
        Claim other = heldJob();
        note(advance(one, 0.1, "one"));
        note(result(other, Payload.of("other")));

        assertThat(output(one)).isEqualTo(new JobOutput(progress(0.1, "one"), null));
        assertThat(output(other)).isEqualTo(new JobOutput(null, Payload.of("other")));
    }

    @Test
    void aDeletedJobTakesItsOutputWithIt() {
        Claim claim = heldJob(job("again"));
        note(advance(claim, 0.5, "half"));
        note(result(claim, Payload.of("old")));
        settle(SettlementDraft.dead(claim));
        store.admin().delete(claim.id());
        insert(job("again"));

        assertThat(store.queries().output(JobId.of("again"))).isEqualTo(JobOutput.NONE);
    }

    private JobOutput output(Claim claim) {
        return store.queries().output(claim.id());
    }

    private Progress progress(double fraction, String message) {
        return new Progress(fraction, message, now());
    }

    private ClaimNote advance(Claim claim, double fraction, String message) {
        return new ClaimNote.Advance(claim.number(), claim.token(), progress(fraction, message));
    }

    private static ClaimNote result(Claim claim, Payload bytes) {
        return new ClaimNote.Result(claim.number(), claim.token(), bytes);
    }
}
