package io.queuectl.store.sql;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.QueueGrant;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes due jobs in claim order. */
final class ClaimStep {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimStep.class);

    /** How many unsound rows are remembered as logged. */
    private static final int MOST_REPORTED = 10_000;

    private final String location;
    private final Set<Long> reported = ConcurrentHashMap.newKeySet();

    ClaimStep(String location) {
        this.location = location;
    }

    /** @param trusting whether to take it that nobody takes a job between the look and the taking; if somebody does, that is a {@link Surprise} */
    List<Claimed> apply(Session session, Batch batch, boolean trusting) throws SQLException {
        List<Claimed> answers = new ArrayList<>(batch.claims().size());
        QueueGate gate = QueueGate.over(session, batch.claims());
        for (ClaimRequest request : batch.claims()) {
            answers.add(
                    gate.bars(request)
                            ? answerWithin(gate, session, request, batch, trusting)
                            : answer(session, request, batch, trusting));
        }
        return answers;
    }

    /** No more than the settings of the queue let it have. */
    private Claimed answerWithin(QueueGate gate, Session session, ClaimRequest request, Batch batch, boolean trusting)
            throws SQLException {
        if (batch.repeated()) {
            if (!isOnRoster(session, request.epoch(), true)) {
                return Claimed.UNKNOWN_NODE;
            }
            List<Claim> held = held(session, request);
            if (!held.isEmpty()) {
                QueueGrant grant = gate.grant(session, request, batch.now());
                gate.took(session, request, grant, 0);
                return grant.answer(
                        held, 0, nextDue(session, request, batch.now()).orElse(null));
            }
        }
        QueueGrant grant = gate.grant(session, request, batch.now());
        ClaimRequest granted = grant.within(request, QueueGate.lostIsDue(session, request, batch.now()));
        Claimed answer =
                granted == null ? nothing(session, request, batch.now()) : answer(session, granted, batch, trusting);
        if (!answer.known()) {
            return answer;
        }
        int taken = answer.claims().size();
        gate.took(session, request, grant, taken);
        return grant.answer(answer.claims(), taken, answer.nextDue());
    }

    private static Claimed nothing(Session session, ClaimRequest request, Instant now) throws SQLException {
        return isOnRoster(session, request.epoch(), false)
                ? claimed(session, List.of(), request, now)
                : Claimed.UNKNOWN_NODE;
    }

    private Claimed answer(Session session, ClaimRequest request, Batch batch, boolean trusting) throws SQLException {
        boolean atOnce = request.limit() > 0 && session.has(atOnce(request));
        if (batch.repeated() || !atOnce) {
            if (!isOnRoster(session, request.epoch(), batch.repeated())) {
                return Claimed.UNKNOWN_NODE;
            }
            List<Claim> held = batch.repeated() ? held(session, request) : List.of();
            if (!held.isEmpty()) {
                return claimed(session, held, request, batch.now());
            }
        }
        Taking taking = new Taking(request, batch.now());
        return atOnce ? takeAtOnce(session, taking, trusting) : take(session, taking, trusting);
    }

    private static Claimed claimed(Session session, List<Claim> claims, ClaimRequest request, Instant now)
            throws SQLException {
        return new Claimed(claims, nextDue(session, request, now).orElse(null), true);
    }

    private static boolean isOnRoster(Session session, long epoch, boolean repeated) throws SQLException {
        PreparedStatement select = session.hot(repeated ? ExchangeSql.ON_ROSTER_ALONE : ExchangeSql.ON_ROSTER);
        select.setLong(1, epoch);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** What the first sending of this request got. Those that were lost before come last, as they did then. */
    private static List<Claim> held(Session session, ClaimRequest request) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.HELD);
        select.setLong(1, request.epoch());
        select.setLong(2, request.firstNumber());
        select.setLong(3, request.firstNumber() + request.numbers());
        List<Claim> claims = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            RowReader row = new RowReader(rows);
            while (row.next()) {
                Optional.ofNullable(JobRows.held(row)).ifPresent(claims::add);
            }
        }
        claims.sort(Comparator.comparing(Claim::isQuarantined));
        return claims;
    }

    private Claimed take(Session session, Taking taking, boolean trusting) throws SQLException {
        if (taking.request().limit() > 0) {
            takeByPriority(session, taking);
        }
        finish(session, taking, trusting);
        return claimed(session, taking.claims(), taking.request(), taking.now());
    }

    /** Adds what was lost before, and marks whatever is not marked yet. */
    private void finish(Session session, Taking taking, boolean trusting) throws SQLException {
        if (taking.request().quarantined() > 0) {
            takeLost(session, taking);
        }
        taking.write(session, trusting);
    }

    private static ExchangeSql atOnce(ClaimRequest request) {
        return request.order() == PriorityOrder.HIGHEST_FIRST ? ExchangeSql.CLAIM_DOWN : ExchangeSql.CLAIM_UP;
    }

    /** Where the schema keeps rows sound. One that is not all the same is put back, to be found invalid by whoever looks. */
    private Claimed takeAtOnce(Session session, Taking taking, boolean trusting) throws SQLException {
        ClaimRequest request = taking.request();
        PreparedStatement claim = session.hot(atOnce(request));
        claim.setString(1, taking.queue());
        Binding.millis(claim, 2, taking.now());
        claim.setInt(3, request.limit());
        claim.setLong(4, request.epoch());
        claim.setLong(5, request.firstNumber());
        Binding.millis(claim, 6, taking.now());
        Instant nextDue = null;
        boolean known = false;
        List<Long> unsound = new ArrayList<>();
        try (ResultSet result = claim.executeQuery()) {
            RowReader row = new RowReader(result);
            while (row.next()) {
                nextDue = row.nextDue();
                known = row.isNodeKnown();
                if (row.number() != 0 && !taking.addTaken(row)) {
                    unsound.add(row.number());
                }
            }
        }
        if (!known) {
            return Claimed.UNKNOWN_NODE;
        }
        taking.sort();
        for (long number : unsound) {
            putBack(session, number);
        }
        finish(session, taking, trusting);
        return new Claimed(taking.claims(), nextDue, true);
    }

    private void putBack(Session session, long number) throws SQLException {
        PreparedStatement putBack = session.hot(ExchangeSql.PUT_BACK);
        putBack.setLong(1, number);
        putBack.executeUpdate();
        report(number);
    }

    private void takeByPriority(Session session, Taking taking) throws SQLException {
        ClaimRequest request = taking.request();
        PriorityWalk walk = new PriorityWalk(session, taking.queue(), request.order());
        OptionalLong priority = walk.first();
        while (priority.isPresent() && taking.size() < request.limit()) {
            takeDue(session, taking, priority.getAsLong());
            priority = walk.after(priority.getAsLong());
        }
    }

    private void takeDue(Session session, Taking taking, long priority) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.DUE);
        select.setString(1, taking.queue());
        select.setLong(2, priority);
        Binding.millis(select, 3, taking.now());
        collect(select, 4, taking, taking.request().limit());
    }

    private void takeLost(Session session, Taking taking) throws SQLException {
        boolean down = taking.request().order() == PriorityOrder.HIGHEST_FIRST;
        PreparedStatement select = session.hot(down ? ExchangeSql.LOST_DUE_DOWN : ExchangeSql.LOST_DUE_UP);
        select.setString(1, taking.queue());
        Binding.millis(select, 2, taking.now());
        collect(select, 3, taking, taking.size() + taking.request().quarantined());
    }

    /** Reads rows until so many are taken; unsound rows are passed over. The limit is bound at that index, the offset after it. */
    private void collect(PreparedStatement select, int index, Taking taking, int until) throws SQLException {
        int offset = 0;
        boolean more = true;
        while (more && taking.size() < until) {
            int asked = until - taking.size();
            select.setInt(index, asked);
            select.setInt(index + 1, offset);
            int got = read(select, taking);
            offset += got;
            more = got == asked;
        }
    }

    private int read(PreparedStatement select, Taking taking) throws SQLException {
        int rows = 0;
        try (ResultSet result = select.executeQuery()) {
            RowReader row = new RowReader(result);
            while (row.next()) {
                rows++;
                if (!taking.add(row)) {
                    report(row.number());
                }
            }
        }
        return rows;
    }

    private void report(long number) {
        if (reported.size() < MOST_REPORTED && reported.add(number)) {
            LOG.warn(
                    "store=\"{}\" job={} event=unreadable-job-skipped remedy=\"its row was edited into something invalid: look at it with SQL, then correct or delete it\"",
                    location,
                    number);
        }
    }

    private static Optional<Instant> nextDue(Session session, ClaimRequest request, Instant now) throws SQLException {
        String queue = request.queue().text();
        if (session.has(ExchangeSql.NEXT_DUE)) {
            return nextDueAtOnce(session, queue, now);
        }
        long next = Long.MAX_VALUE;
        PriorityWalk walk = new PriorityWalk(session, queue, PriorityOrder.HIGHEST_FIRST);
        for (OptionalLong at = walk.first(); at.isPresent(); at = walk.after(at.getAsLong())) {
            PreparedStatement select = session.hot(ExchangeSql.DUE_AFTER);
            select.setString(1, queue);
            select.setLong(2, at.getAsLong());
            Binding.millis(select, 3, now);
            next = Math.min(next, first(select).orElse(Long.MAX_VALUE));
        }
        PreparedStatement lost = session.hot(ExchangeSql.LOST_DUE_AFTER);
        lost.setString(1, queue);
        Binding.millis(lost, 2, now);
        next = Math.min(next, first(lost).orElse(Long.MAX_VALUE));
        return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    private static Optional<Instant> nextDueAtOnce(Session session, String queue, Instant now) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.NEXT_DUE);
        select.setString(1, queue);
        Binding.millis(select, 2, now);
        try (ResultSet row = select.executeQuery()) {
            long next = row.next() ? row.getLong(1) : 0;
            return next == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
        }
    }

    private static OptionalLong first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** The priorities at which jobs of a queue wait, one index look-up each, however many jobs there are. */
    private record PriorityWalk(Session session, String queue, PriorityOrder order) {

        OptionalLong first() throws SQLException {
            return from(order == PriorityOrder.HIGHEST_FIRST ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        }

        OptionalLong after(long priority) throws SQLException {
            return from(order == PriorityOrder.HIGHEST_FIRST ? priority - 1 : priority + 1);
        }

        private OptionalLong from(long priority) throws SQLException {
            boolean down = order == PriorityOrder.HIGHEST_FIRST;
            PreparedStatement select = session.hot(down ? ExchangeSql.PRIORITY_DOWN : ExchangeSql.PRIORITY_UP);
            select.setString(1, queue);
            select.setLong(2, priority);
            return ClaimStep.first(select);
        }
    }

    /** The claims of one request while they are gathered. */
    private static final class Taking {

        private final ClaimRequest request;
        private final Instant now;
        private final List<Claim> claims = new ArrayList<>();

        /** How many of the claims, from the first on, are marked in the database. */
        private int marked;

        Taking(ClaimRequest request, Instant now) {
            this.request = request;
            this.now = Instant.ofEpochMilli(now.toEpochMilli());
        }

        ClaimRequest request() {
            return request;
        }

        String queue() {
            return request.queue().text();
        }

        Instant now() {
            return now;
        }

        int size() {
            return claims.size();
        }

        List<Claim> claims() {
            return claims;
        }

        boolean add(RowReader row) throws SQLException {
            Token token = new Token(request.epoch(), request.firstNumber() + claims.size());
            Claim claim = JobRows.taken(row, request.queue(), token, now);
            return claim != null && claims.add(claim);
        }

        /** Takes in a row that is marked already. */
        boolean addTaken(RowReader row) throws SQLException {
            Claim claim = JobRows.held(row);
            marked += claim == null ? 0 : 1;
            return claim != null && claims.add(claim);
        }

        /** In the order of their tokens. */
        void sort() {
            claims.sort(Comparator.comparingLong(claim -> claim.token().number()));
        }

        /** Marks the other rows as taken. Whatever another writer took in between, where the database lets it, is left out. */
        void write(Session session, boolean trusting) throws SQLException {
            List<Claim> others = claims.subList(marked, claims.size());
            List<TakeRun> runs = TakeRun.of(others);
            if (trusting && runs.size() <= others.size() / 2) {
                writeRuns(session, runs);
            } else if (!others.isEmpty()) {
                writeEach(session, others);
            }
        }

        private void writeRuns(Session session, List<TakeRun> runs) throws SQLException {
            PreparedStatement update = session.hot(ExchangeSql.TAKE_RUN);
            for (TakeRun run : runs) {
                update.setLong(1, request.epoch());
                update.setLong(2, run.offset());
                Binding.millis(update, 3, now);
                update.setLong(4, run.first());
                update.setLong(5, run.last());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != runs.get(i).size()) {
                    throw new Surprise("a job of a run was taken in between");
                }
            }
        }

        private void writeEach(Session session, List<Claim> others) throws SQLException {
            PreparedStatement update = session.hot(ExchangeSql.TAKE);
            for (Claim claim : others) {
                update.setLong(1, claim.token().epoch());
                update.setLong(2, claim.token().number());
                Binding.millis(update, 3, now);
                update.setLong(4, claim.number());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = counts.length - 1; i >= 0; i--) {
                if (counts[i] != 1) {
                    claims.remove(marked + i);
                }
            }
        }
    }
}
