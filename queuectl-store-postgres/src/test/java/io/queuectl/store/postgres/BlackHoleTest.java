package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TcpProxy;
import io.queuectl.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The network loses every packet for a while and no connection breaks: those behind the hole give up in time and come back, those beside it
 * go on, and what arrives late does no harm.
 */
@Execution(ExecutionMode.CONCURRENT)
class BlackHoleTest {

    private static final Duration HOLE = LoadRig.STRESS ? Duration.ofSeconds(20) : Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(LoadRig.STRESS ? 5 : 1);
    private static final Duration LEASE = Duration.ofSeconds(LoadRig.STRESS ? 15 : 3);

    private final Scratch schema = TestPostgres.schema();
    private final TcpProxy proxy = TcpProxy.to(schema.address());
    private final PostgresOptions options =
            PostgresOptions.DEFAULTS.schema(schema.name()).patience(PATIENCE);
    private final LoadRig rig = new LoadRig(LEASE);

    @AfterEach
    void close() {
        rig.close();
        proxy.close();
        schema.close();
    }

    @Test
    void whatWasHeldBackArrivesLate() {
        pass(proxy::thaw);
        rig.end("black hole test: %s s, packets late".formatted(HOLE.toSeconds()), this::straight);
    }

    @Test
    void whatWasHeldBackIsLost() {
        pass(() -> {
            proxy.cutAll();
            proxy.thaw();
        });
        rig.end("black hole test: %s s, packets lost".formatted(HOLE.toSeconds()), this::straight);
    }

    @Test
    void whatWasOpenThenNeverAnswersAgain() {
        pass(() -> proxy.abandon());
        rig.end("black hole test: %s s, then nothing from old connections".formatted(HOLE.toSeconds()), this::straight);
    }

    private void pass(Runnable end) {
        rig.two(this::throughProxy);
        rig.awaitProgress(20);
        proxy.freeze();
        long frozen = System.nanoTime();
        LockSupport.parkNanos(HOLE.toNanos());
        assertThat(System.nanoTime() - frozen).isGreaterThan(HOLE.toNanos() / 2);
        int doubtful = rig.ledger().failures();
        end.run();
        rig.awaitRecovery();
        rig.awaitProgress(50);
        assertThat(doubtful).as("calls that gave up").isPositive();
    }

    @Test
    void thoseBesideTheHoleGoOn() {
        Supplier<JobStore> straight = this::straight;
        rig.two(this::throughProxy).node(straight).producer(straight);
        rig.awaitProgress(20);
        proxy.freeze();
        rig.awaitRecovery();
        rig.awaitProgress(100);
        proxy.cutAll();
        proxy.thaw();
        rig.end("black hole test: beside it", straight);
    }

    private JobStore throughProxy() {
        return PostgresStore.open(proxy.address(schema.address()).dataSource(), options);
    }

    private JobStore straight() {
        return PostgresStore.open(schema.address().dataSource(), options);
    }
}
