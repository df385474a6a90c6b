package io.queuectl.testkit;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import org.jspecify.annotations.Nullable;

/**
 * A claim in the making, for tests that need one without a store: valid as {@link JobFixtures#claim()} gives it; every method
 * returns a changed copy.
 */
public record ClaimDraft(
        long number,
        JobId id,
        String kind,
        Payload payload,
        Limits limits,
        Counters counters,
        Token token,
        int ordinal,
        @Nullable String process,
        boolean cancelRequested) {

    public ClaimDraft kind(String other) {
        return new ClaimDraft(number, id, other, payload, limits, counters, token, ordinal, process, cancelRequested);
    }

    public ClaimDraft payload(Payload other) {
        return new ClaimDraft(number, id, kind, other, limits, counters, token, ordinal, process, cancelRequested);
    }

    public ClaimDraft limits(Limits other) {
        return new ClaimDraft(number, id, kind, payload, other, counters, token, ordinal, process, cancelRequested);
    }

    public ClaimDraft counters(Counters other) {
        return new ClaimDraft(number, id, kind, payload, limits, other, token, ordinal, process, cancelRequested);
    }

    public ClaimDraft token(Token other) {
        return new ClaimDraft(number, id, kind, payload, limits, counters, other, ordinal, process, cancelRequested);
    }

    public ClaimDraft process(String noted) {
        return new ClaimDraft(number, id, kind, payload, limits, counters, token, ordinal, noted, cancelRequested);
    }

    public ClaimDraft askedToCancel() {
        return new ClaimDraft(number, id, kind, payload, limits, counters, token, ordinal, process, true);
    }

    public Claim build() {
        return new Claim(
                number,
                id,
                kind,
                QueueName.DEFAULT,
                0,
                payload,
                limits,
                counters,
                token,
                ordinal,
                SteppingClock.START,
                SteppingClock.START,
                SteppingClock.START,
                process,
                cancelRequested);
    }
}
