package io.queuectl.store.sql;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import java.sql.SQLException;
import java.util.List;

/** The hot verb: notes, settlements, new jobs and claims in one transaction. */
final class SqlExchange {

    private static final String ATTEMPTED = "exchange jobs";

    private final Writers writers;
    private final SqlDatabase database;
    private final ClaimStep claimStep;

    SqlExchange(Writers writers, SqlDatabase database) {
        this.writers = writers;
        this.database = database;
        this.claimStep = new ClaimStep(database.location());
    }

    Receipt exchange(Batch batch) {
        Receipt receipt = write(batch);
        tellClaimed(batch, receipt);
        if (bringsWork(batch) || !receipt.released().isEmpty()) {
            database.brought();
        }
        return receipt;
    }

    /** First as if nothing were in the way, which is nearly always so. */
    private Receipt write(Batch batch) {
        try {
            return bringsOnlyNew(batch)
                    ? writers.writeNew(ATTEMPTED, session -> apply(session, batch, true))
                    : writers.write(ATTEMPTED, session -> apply(session, batch, true));
        } catch (Surprise surprise) {
            return writers.write(ATTEMPTED, session -> apply(session, batch, false));
        }
    }

    private boolean bringsOnlyNew(Batch batch) {
        return batch.size() == batch.jobs().size()
                && (InsertStep.isNew(batch)
                        || (writers.have(ExchangeSql.INSERT_NEW_ONE_MARKED) && NewJobs.isOneMarked(batch)));
    }

    private Receipt apply(Session session, Batch batch, boolean trusting) throws SQLException {
        List<Settled> notes = NoteStep.apply(session, batch.notes());
        SettleStep.Result settled = SettleStep.apply(session, batch, trusting);
        List<Insertion> jobs = insert(session, batch, trusting);
        List<Claimed> claims = claimStep.apply(session, batch, trusting);
        return new Receipt(settled.answers(), notes, jobs, claims, settled.released());
    }

    private static List<Insertion> insert(Session session, Batch batch, boolean trusting) throws SQLException {
        InsertStep.Result result = InsertStep.apply(session, batch, trusting);
        if (result.withheld()) {
            session.abandon();
        }
        return result.answers();
    }

    private void tellClaimed(Batch batch, Receipt receipt) {
        for (int i = 0; i < batch.claims().size(); i++) {
            ClaimRequest request = batch.claims().get(i);
            int got = receipt.claims().get(i).claims().size();
            database.claimed(request.queue().text(), got >= request.limit());
        }
    }

    private static boolean bringsWork(Batch batch) {
        return !batch.jobs().isEmpty()
                || batch.settlements().stream()
                        .anyMatch(settlement -> settlement.to().isClaimable());
    }
}
