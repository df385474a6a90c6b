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

    private final Writers writers;
    private final SqlDatabase database;
    private final ClaimStep claimStep;

    SqlExchange(Writers writers, SqlDatabase database) {
        this.writers = writers;
        this.database = database;
        this.claimStep = new ClaimStep(database.location());
    }

    Receipt exchange(Batch batch) {
        Receipt receipt = writers.write("exchange jobs", session -> apply(session, batch));
        tellClaimed(batch, receipt);
        if (bringsWork(batch)) {
            database.brought();
        }
        return receipt;
    }

    private Receipt apply(Session session, Batch batch) throws SQLException {
        List<Settled> notes = NoteStep.apply(session, batch.notes());
        List<Settled> settlements = SettleStep.apply(session, batch.settlements());
        List<Insertion> jobs = insert(session, batch);
        List<Claimed> claims = claimStep.apply(session, batch);
        return new Receipt(settlements, notes, jobs, claims);
    }

    private static List<Insertion> insert(Session session, Batch batch) throws SQLException {
        InsertStep.Result result = InsertStep.apply(session, batch);
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
