package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.Insertion;
import io.queuectl.testkit.JobDraft;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.queuectl.core.spi.JobStore#insert} promises to an application that enqueues within its own transaction, as one test class to
 * extend beside {@link JobStoreContract} by stores in databases that others write to.
 */
public abstract class CallerTransactionContract extends StoreScenario {

    private static final JobType<String> MAIL = JobType.text("mail");

    /** Whatever ends the caller's transaction or changes how its connection works. */
    private static final Set<String> NOT_OURS = Set.of(
            "commit",
            "rollback",
            "close",
            "abort",
            "setAutoCommit",
            "setReadOnly",
            "setTransactionIsolation",
            "setSavepoint",
            "releaseSavepoint",
            "setCatalog",
            "setSchema",
            "setHoldability",
            "setNetworkTimeout",
            "setClientInfo");

    private Connection connection;

    @Override
    protected abstract SharedStoreFixture fixture();

    /** Data in another database, where what {@link #fixture} makes may be two parts of one. */
    protected SharedStoreFixture elsewhere() {
        return fixture();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = ((SharedStoreFixture) fixture).connect();
        run("CREATE TABLE orders (id INTEGER NOT NULL)");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void aJobIsThereOnceTheTransactionCommits() throws SQLException {
        run("INSERT INTO orders VALUES (1)");
        JobDraft draft = job().priority(4);
        JobId id = inserted(draft).get(0);
        assertThat(store.queries().find(id)).as("before the commit").isEmpty();

        connection.commit();

        JobView view = view(id);
        assertThat(view.priority()).isEqualTo(4);
        assertThat(view.state()).isEqualTo(JobState.PENDING);
        assertThat(view.payload()).isEqualTo(draft.build().payload());
        assertThat(orders()).isEqualTo(1);
        assertThat(claimOne(joined()).id()).isEqualTo(id);
    }

    @Test
    void aRollbackLeavesNeitherJobNorOrder() throws SQLException {
        run("INSERT INTO orders VALUES (1)");
        List<JobId> ids = inserted(job(), job("named"));

        connection.rollback();

        assertThat(ids).allSatisfy(id -> assertThat(store.queries().find(id)).isEmpty());
        assertThat(orders()).isZero();
        assertThat(store.queries().counts()).isEmpty();
    }

    @Test
    void nothingButStatementsIsDoneToTheConnection() throws SQLException {
        Set<String> called = ConcurrentHashMap.newKeySet();
        insert("taken");
        inserted(recording(called), job(), job("named"), job("77"));
        List<Insertion> answers = store.insert(
                recording(called), List.of(job("new").build(), job("taken").build()), now());

        assertThat(answers).contains(new Insertion.Withheld());
        assertThat(called).isNotEmpty().doesNotContainAnyElementsOf(NOT_OURS);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isClosed()).isFalse();
    }

    @Test
    void idsComeInTheOrderOfTheJobs() throws SQLException {
        JobDraft[] drafts =
                IntStream.range(0, 500).mapToObj(i -> job("bulk-" + i)).toArray(JobDraft[]::new);
        List<JobId> ids = inserted(drafts);
        connection.commit();

        assertThat(texts(ids))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "bulk-" + i).toList());
        assertThat(store.queries().counts().get(0).count()).isEqualTo(500);
    }

    @Test
    void aTakenIdKeepsAllJobsOutAndTheTransactionGoesOn() throws SQLException {
        insert("taken");
        run("INSERT INTO orders VALUES (1)");

        assertThat(store.insert(
                        connection,
                        Stream.of(job(), job("taken"), job("88"))
                                .map(JobDraft::build)
                                .toList(),
                        now()))
                .containsExactly(
                        new Insertion.Withheld(),
                        new Insertion.Duplicate(JobId.of("taken"), JobState.PENDING),
                        new Insertion.Withheld());
        run("INSERT INTO orders VALUES (2)");
        connection.commit();

        assertThat(orders()).isEqualTo(2);
        assertThat(store.queries().counts().get(0).count()).isEqualTo(1);
    }

    @Test
    void numbersGoOnAcrossBothWays() throws SQLException {
        JobId before = insert(job());
        JobId within = inserted(job()).get(0);
        connection.commit();
        JobId after = insert(job());

        assertThat(List.of(
                        view(before).number(),
                        view(within).number(),
                        view(after).number()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aConnectionInAutoCommitModeIsRefused() throws SQLException {
        connection.setAutoCommit(true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.insert(connection, List.of(job().build()), now()))
                .withMessageContaining("auto-commit");
        assertThat(store.queries().counts()).isEmpty();
        connection.setAutoCommit(false);
    }

    @Test
    void aConnectionToAnotherDatabaseIsRefused() throws SQLException {
        try (SharedStoreFixture elsewhere = elsewhere();
                var other = elsewhere.open();
                Connection foreign = elsewhere.connect()) {
            foreign.setAutoCommit(false);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.insert(foreign, List.of(job().build()), now()))
                    .withMessageContaining("database");
            foreign.rollback();
            assertThat(other.queries().counts()).isEmpty();
        }
    }

    @Test
    void aWorkerRunsTheJobSoonAfterTheCommit() throws Exception {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        try (QueueCtl queue = QueueCtl.builder()
                .store(another())
                .pollInterval(Duration.ofMinutes(1))
                .handle(MAIL, (text, context) -> ran.add(text))
                .build()) {
            queue.start(workers -> workers.queue("default", 2));
            JobId id = queue.enqueue(connection, MAIL.of("hello"));
            assertThat(queue.find(id)).isEmpty();
            assertThat(ran).isEmpty();

            connection.commit();

            assertThat(queue.await(id, Duration.ofSeconds(20)))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
            assertThat(ran).containsExactly("hello");
        }
    }

    @Test
    void theFacadeTellsOfATakenId() throws SQLException {
        insert("taken");
        try (QueueCtl queue = QueueCtl.builder().store(another()).build()) {
            assertThatThrownBy(() -> queue.enqueue(connection, MAIL.of("x").id("taken")))
                    .isInstanceOf(DuplicateJobException.class);
            assertThat(queue.enqueueAll(connection, List.of())).isEmpty();
            List<JobId> ids = queue.enqueueAll(connection, List.of(MAIL.of("a"), MAIL.of("b")));
            connection.commit();

            assertThat(ids)
                    .hasSize(2)
                    .allSatisfy(id -> assertThat(queue.find(id)).isPresent());
        }
    }

    private void insert(String id) {
        insert(job(id));
    }

    private List<JobId> inserted(JobDraft... drafts) {
        return inserted(connection, drafts);
    }

    private List<JobId> inserted(Connection on, JobDraft... drafts) {
        return store.insert(on, Stream.of(drafts).map(JobDraft::build).toList(), now()).stream()
                .map(answer -> ((Insertion.Inserted) answer).id())
                .toList();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int orders() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection recording(Set<String> called) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
