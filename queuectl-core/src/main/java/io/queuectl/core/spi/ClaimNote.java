package io.queuectl.core.spi;

import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.Token;
import java.time.Instant;
import java.util.List;

/** Something a running attempt writes about itself, under its token, without ending. */
public sealed interface ClaimNote {

    /** The job's number. */
    long number();

    Token token();

    /** Lines for the attempt's log, after those written before. */
    record Log(long number, Token token, List<LogLine> lines) implements ClaimNote {
        public Log {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The process the attempt is about to let run, in the executor's own text form of at most 200 characters, so that a later node can find and end
     * it if this one dies. Replaces what was noted before.
     */
    record Spawn(long number, Token token, String process) implements ClaimNote {}

    /** How far it is: in place of what it said before. */
    record Advance(long number, Token token, Progress progress) implements ClaimNote {}

    /** What the job has come to: in place of what an attempt before said. */
    record Result(long number, Token token, Payload result) implements ClaimNote {}

    /** The attempt now has until then. */
    record Extend(long number, Token token, Instant until) implements ClaimNote {}
}
