package io.queuectl.cli.command;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.Jobs;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Moves all jobs that are meant, having said how many they are, and asked first if they are very many. */
final class ManyMoves {

    /** More are not moved without asking. */
    private static final long VERY_MANY = 1_000;

    private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

    private ManyMoves() {}

    /**
     * @param selection which jobs are meant at a time by the clock of the database
     * @param wish what is done to them then
     * @param verb what is done: {@code cancel}
     * @param done that it is done: {@code cancelled}
     */
    static ExitCode move(
            Session session,
            Function<Instant, JobFilter> selection,
            boolean agreed,
            Function<Instant, ? extends JobMove> wish,
            String verb,
            String done)
            throws IOException {
        long moved = 0;
        if (session.hasDatabase()) {
            JobStore store = session.storeToWrite();
            Instant now = store.clock().instant();
            JobFilter filter = selection.apply(now);
            JobMove move = wish.apply(now);
            Jobs jobs = Jobs.of(store);
            long count = jobs.count(filter, move);
            tellCount(session, count, verb);
            if (count > VERY_MANY && !agreed) {
                requireAgreement(session, verb + " " + jobs(count) + " in " + session.location());
            }
            moved = jobs.moveAll(filter, move, progress(session, count));
        }
        report(session, done, moved);
        return ExitCode.OK;
    }

    static void tellCount(Session session, long count, String verb) {
        session.say(jobs(count) + " to " + verb);
    }

    /** Asks where somebody can answer. Throws a {@link Refusal} unless the answer is yes. */
    static void requireAgreement(Session session, String what) throws IOException {
        if (!agreed(session, what)) {
            throw Refusal.usage("to " + what + " needs a yes", "give --yes, or say more narrowly which jobs are meant");
        }
    }

    static boolean agreed(Session session, String what) throws IOException {
        if (!session.surroundings().terminals().canAsk()) {
            return false;
        }
        session.surroundings().err().print(Printable.line(what) + "? [y/N] ");
        session.surroundings().err().flush();
        String answer = new BufferedReader(
                        new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8))
                .readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    static void report(Session session, String done, long moved) {
        if (session.output() == OutputFormat.TABLE) {
            session.out().print(done + " " + jobs(moved) + "\n");
        } else {
            Output.of(session).printOne(new Row().number(done, moved));
        }
    }

    /** Tells every few seconds how far it is. */
    static LongConsumer progress(Session session, long count) {
        long[] toldNanos = {System.nanoTime()};
        return moved -> {
            long now = System.nanoTime();
            if (now - toldNanos[0] >= PROGRESS_NANOS) {
                toldNanos[0] = now;
                session.say(moved + " of " + jobs(count));
            }
        };
    }

    static String jobs(long count) {
        return count + (count == 1 ? " job" : " jobs");
    }
}
