package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.JobId;
import io.queuectl.api.Payload;
import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlJobStore;
import io.queuectl.store.sql.Transactions;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** After an error the store goes on with a new connection, and says truly whether anything was changed. */
class ReopeningTest {

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void aFullDiskIsToldAndNothingOfTheBatchIsLeftAndLaterAllGoesOn() {
        AtomicBoolean full = new AtomicBoolean();
        AtomicInteger opened = new AtomicInteger();
        HookedDatabase.Hook hook = connection -> {
            opened.incrementAndGet();
            if (full.get()) {
                limitPages(connection);
            }
            return connection;
        };
        try (JobStore store = new SqlJobStore(SqliteDialect.DIALECT, new HookedDatabase(database(), hook))) {
            NodeInfo node = data.join(store);
            data.insert(store, data.job().id("before"));
            Claim claim = TestDatabase.claim(store, node, 1).get(0);
            poison(store);
            full.set(true);

            StoreException refused = catchThrowableOfType(
                    StoreException.class,
                    () -> store.exchange(Batch.of(TestDatabase.NOW)
                            .settle(List.of(SettlementDraft.completed(claim).build()))
                            .insert(List.of(large().build(), large().build()))));
            full.set(false);

            assertThat(refused.reason()).isEqualTo(Reason.FULL);
            assertThat(refused.isTransient()).isTrue();
            assertThat(refused.outcomeUnknown()).isFalse();
            assertThat(refused).hasMessageContaining("exchange jobs").hasMessageContaining("queue.db");
            int before = opened.get();
            assertThat(store.exchange(Batch.of(TestDatabase.NOW)
                                    .settle(List.of(
                                            SettlementDraft.completed(claim).build())))
                            .settlements())
                    .containsExactly(Settled.APPLIED);
            assertThat(opened.get()).isEqualTo(before + 1);
            assertThat(store.queries().counts()).hasSize(1);
        }
    }

    @Test
    void anErrorOutOfTheCommitItselfLeavesTheOutcomeUnknownAndRepeatingMakesItOnce() {
        FailingCommit failing = new FailingCommit(SqliteDialect.DIALECT.transactions());
        SqlDialect dialect = new SqlDialect(
                "SQLite",
                SqliteDialect.DIALECT.qualifier(),
                SqliteDialect.DIALECT.variants(),
                failing,
                SqliteDialect.DIALECT.faults(),
                SqliteDialect.DIALECT.migrations());
        try (JobStore store = new SqlJobStore(dialect, database())) {
            NodeInfo node = data.join(store);
            data.insert(store, data.job().id("a"), data.job().id("b"));
            Settlement done = SettlementDraft.completed(
                            TestDatabase.claim(store, node, 1).get(0))
                    .build();
            NewJob another = data.job().id("c").build();
            Batch batch = Batch.of(TestDatabase.NOW)
                    .settle(List.of(done))
                    .insert(List.of(another))
                    .claim(List.of(TestDatabase.wish(node, 1)));
            failing.next.set(true);

            StoreException unknown = catchThrowableOfType(StoreException.class, () -> store.exchange(batch));
            assertThat(unknown.outcomeUnknown()).isTrue();
            assertThat(unknown.reason()).isEqualTo(Reason.UNAVAILABLE);

            var receipt = store.exchange(batch.again());
            assertThat(receipt.settlements()).containsExactly(Settled.ALREADY_APPLIED);
            assertThat(receipt.jobs()).containsExactly(new Insertion.Inserted(JobId.of("c")));
            assertThat(TestDatabase.ids(receipt.claims().get(0).claims())).containsExactly("b");
        }
    }

    @Test
    void aLockHeldByAnotherIsBusyAndPasses() throws Exception {
        SqliteOptions impatient = SqliteOptions.DEFAULTS.busyTimeout(Duration.ofMillis(20));
        try (JobStore store = SqliteStore.open(file(), impatient);
                Connection other = TestDatabase.connect(file());
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");

            StoreException busy = catchThrowableOfType(StoreException.class, () -> data.insert(store, data.job()));
            assertThat(busy.reason()).isEqualTo(Reason.BUSY);
            assertThat(busy.outcomeUnknown()).isFalse();
            assertThat(busy).hasMessageContaining("busy timeout");
            assertThat(store.queries().counts()).isEmpty();

            statement.executeUpdate("ROLLBACK");
            data.insert(store, data.job());
            assertThat(store.queries().counts()).hasSize(1);
        }
    }

    /** Has the store drop its connection: no batch holds a job without a queue. */
    private void poison(JobStore store) {
        JobDraft good = data.job();
        @SuppressWarnings("NullAway")
        NewJob bad =
                new NewJob(good.submission(), null, good.kind(), null, 0, good.runAt(), good.payload(), good.limits());
        StoreException rejected = catchThrowableOfType(
                StoreException.class,
                () -> store.exchange(
                        Batch.of(TestDatabase.NOW).insert(List.of(data.job().build(), bad))));
        assertThat(rejected.reason()).isEqualTo(Reason.REJECTED);
    }

    private static void limitPages(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = 1");
        }
    }

    private JobDraft large() {
        return data.job().payload(Payload.of("x".repeat(500_000)));
    }

    private SqliteDatabase database() {
        return SqliteFile.database(file(), SqliteOptions.DEFAULTS);
    }

    private Path file() {
        return folder.resolve("queue.db");
    }

    /** Commits, and then says that it failed. */
    private static final class FailingCommit implements Transactions {

        private final Transactions real;
        private final AtomicBoolean next = new AtomicBoolean();

        FailingCommit(Transactions real) {
            this.real = real;
        }

        @Override
        public void beginWrite(Connection connection) throws SQLException {
            real.beginWrite(connection);
        }

        @Override
        public void beginRead(Connection connection) throws SQLException {
            real.beginRead(connection);
        }

        @Override
        public void commit(Connection connection) throws SQLException {
            real.commit(connection);
            if (next.getAndSet(false)) {
                throw new SQLiteException("planted", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            }
        }

        @Override
        public void rollback(Connection connection) throws SQLException {
            real.rollback(connection);
        }
    }
}
