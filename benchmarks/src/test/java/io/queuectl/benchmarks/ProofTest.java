package io.queuectl.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.StopMode;
import io.queuectl.store.h2.H2Store;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProofTest {

    private static final int JOBS = 50;

    private final CountingStore store = new CountingStore(H2Store.memory());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDrainThatRanEachJobOnceIsBelieved() throws Exception {
        Proof proof = drain(Proof::ran);
        assertThatCode(() -> proof.check(store)).doesNotThrowAnyException();
    }

    @Test
    void aJobThatNeverRanIsSeen() throws Exception {
        Proof proof = drain((account, id) -> {
            if (!id.text().equals("7")) {
                account.ran(id);
            }
        });
        assertThatThrownBy(() -> proof.check(store)).hasMessage("job 7 ran 0 times");
    }

    @Test
    void aJobThatRanTwiceIsSeen() throws Exception {
        Proof proof = drain((account, id) -> {
            account.ran(id);
            if (id.text().equals("7")) {
                account.ran(id);
            }
        });
        assertThatThrownBy(() -> proof.check(store)).hasMessage("job 7 ran 2 times");
    }

    @Test
    void aJobThatRanInPlaceOfAnotherIsSeen() throws Exception {
        Proof proof = drain((account, id) -> account.ran(id.text().equals("7") ? new JobId("8") : id));
        assertThatThrownBy(() -> proof.check(store)).hasMessage("job 7 ran 0 times");
    }

    @Test
    void aJobThatRanAndIsNotCompletedIsSeen() {
        List<JobId> ids = Backlog.fill(store, JOBS);
        Proof proof = new Proof(ids);
        ids.forEach(proof::ran);
        assertThatThrownBy(() -> proof.check(store)).hasMessage("0 of 50 jobs are completed in the database");
    }

    /** Works off a backlog; each run is accounted for as told. */
    private Proof drain(BiConsumer<Proof, JobId> account) throws Exception {
        Proof proof = new Proof(Backlog.fill(store, JOBS));
        QueueCtl queue = QueueCtl.builder()
                .store(store)
                .handle(Backlog.NOTHING, (text, context) -> account.accept(proof, context.id()))
                .build();
        queue.start(workers -> workers.queue("default", 2));
        store.awaitSettled(JOBS);
        queue.requestStop(StopMode.DRAIN);
        assertThat(queue.awaitStopped(Duration.ofSeconds(30))).isTrue();
        return proof;
    }
}
