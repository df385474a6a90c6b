package io.queuectl.store.sql;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import java.sql.SQLException;
import java.util.List;

/** The hot verb: notes, settlements, new jobs and claims in one transaction. */
final class SqlExchange {

    private final Writer writer;
    private final ClaimStep claimStep;

    SqlExchange(Writer writer, String location) {
        this.writer = writer;
        this.claimStep = new ClaimStep(location);
    }

    Receipt exchange(Batch batch) {
        return writer.write("exchange jobs", session -> apply(session, batch));
    }

    private Receipt apply(Session session, Batch batch) throws SQLException {
        List<Settled> notes = NoteStep.apply(session, batch.notes());
        List<Settled> settlements = SettleStep.apply(session, batch.settlements());
        List<Insertion> jobs = InsertStep.apply(session, batch);
        List<Claimed> claims = claimStep.apply(session, batch);
        return new Receipt(settlements, notes, jobs, claims);
    }
}
