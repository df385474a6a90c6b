package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.Settlement;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SettlementDraft;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several open a database that is not there yet at the same moment, and work on it at once: each job goes to one of them. */
@Timeout(120)
class ManyOpenersTest {

    private static final int OPENERS = 6;
    private static final int PROCESSES = 3;
    private static final int JOBS = 150;

    @TempDir
    Path folder;

    @Test
    void threadsOfOneProcessShareADatabaseInMemory() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = UUID.randomUUID().toString();
            try (JobStore keeper = H2Store.memory(name)) {
                assertThat(keeper.queries().counts()).isEmpty();
                together(() -> H2Store.memory(name).queries().counts());
            }
        }
    }

    @Test
    void threadsOfOneProcessShareAFile() throws Exception {
        together(() -> {
            try (JobStore store = H2Store.open(file())) {
                return store.queries().counts();
            }
        });
        assertThat(TestDatabase.column(file(), "SELECT version FROM \"queuectl\".queuectl_schema"))
                .containsExactly("1", "2", "3");
    }

    /** Another one makes the tables just before each of the questions that are asked of a new file: it is still nobody else's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFileThatIsBecomingOursIsNotTakenForAnothers(int question) throws Exception {
        H2Schema schema = new H2Schema("the file");
        try (Connection first = source().getConnection();
                Connection second = source().getConnection()) {
            AtomicInteger asked = new AtomicInteger();
            Connection overtaken = before(question, asked, first, () -> schema.run(Migrator.Mode.APPLY, second));

            schema.requireOurs(overtaken, false);
            schema.requireOurs(overtaken, false);
            assertThat(asked).hasValueGreaterThanOrEqualTo(question);
        }
    }

    /** It has grown while another one makes the tables, and the version is the last that comes. */
    @Test
    void aFileThatIsBecomingOursIsNotTakenForDamaged() throws Exception {
        H2Schema schema = new H2Schema("the file");
        try (Connection first = source().getConnection();
                Connection second = source().getConnection()) {
            AtomicInteger asked = new AtomicInteger();

            schema.requireUncut(before(2, asked, first, () -> schema.run(Migrator.Mode.APPLY, second)), 1 << 20);
            assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    /** A connection on which something happens just before a certain question. */
    private static Connection before(int question, AtomicInteger asked, Connection connection, Act act) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createStatement") && asked.incrementAndGet() == question) {
                        act.run();
                    }
                    return method.invoke(connection, arguments);
                });
    }

    private JdbcDataSource source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + file());
        return source;
    }

    private static void together(Callable<?> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(OPENERS);
        try {
            for (Future<?> opened : pool.invokeAll(Collections.nCopies(OPENERS, task))) {
                assertThat(opened.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** One of them serves the file to the others; when it has done its part another takes that over. */
    @Test
    void processesShareAFileThatOneOfThemServes() throws Exception {
        List<Process> workers = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            workers.add(TestDatabase.process(ManyOpenersTest.class, url(), Integer.toString(i + 1))
                    .redirectOutput(output(i).toFile())
                    .start());
        }
        List<String> taken = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                assertThat(workers.get(i).waitFor(90, TimeUnit.SECONDS)).isTrue();
                List<String> lines = Files.readAllLines(output(i));
                assertThat(lines).last().isEqualTo("done");
                taken.addAll(lines.subList(0, lines.size() - 1));
            }
        } finally {
            workers.forEach(Process::destroyForcibly);
        }

        assertThat(taken).doesNotHaveDuplicates().hasSize(PROCESSES * JOBS);
        assertThat(TestDatabase.column(file(), "SELECT version FROM \"queuectl\".queuectl_schema"))
                .containsExactly("1", "2", "3");
    }

    /** The worker process: its own jobs in, anybody's jobs out, every number printed that it took. It stays until all are done. */
    public static void main(String[] arguments) {
        JobFixtures fixtures = new JobFixtures(Long.parseLong(arguments[1]));
        // As a worker of the command line does, which then came upon a file that changed hands.
        assertThat(new H2StoreProvider().schemaVersion(arguments[0], Duration.ofSeconds(20)))
                .isBetween(0, 1);
        try (JobStore store = new H2StoreProvider().open(arguments[0], OpenMode.WRITE, Duration.ofSeconds(20))) {
            NodeInfo node = fixtures.node().build();
            store.nodes().join(node, TestDatabase.NOW);
            store.exchange(Batch.of(TestDatabase.NOW)
                    .insert(IntStream.range(0, JOBS)
                            .mapToObj(i -> fixtures.job())
                            .map(JobDraft::build)
                            .toList()));
            List<Settlement> done = List.of();
            while (!done.isEmpty() || store.queries().durations().completed() < PROCESSES * JOBS) {
                List<Claim> claims = report(store, node, done);
                claims.forEach(claim -> System.out.println(claim.number()));
                done = claims.stream()
                        .map(claim -> SettlementDraft.completed(claim).build())
                        .toList();
            }
        }
        System.out.println("done");
    }

    /** Who has nothing to report may find that the serving process has left, with all jobs done: it looks again. */
    private static List<Claim> report(JobStore store, NodeInfo node, List<Settlement> done) {
        try {
            return store.exchange(Batch.of(TestDatabase.NOW).settle(done).claim(List.of(TestDatabase.wish(node, 7))))
                    .claims()
                    .get(0)
                    .claims();
        } catch (StoreException e) {
            if (!done.isEmpty() || e.reason() != Reason.UNAVAILABLE) {
                throw e;
            }
            return List.of();
        }
    }

    private String url() {
        return "jdbc:h2:" + file() + ";AUTO_SERVER=TRUE";
    }

    private Path output(int index) {
        return folder.resolve("worker-" + index + ".txt");
    }

    private Path file() {
        return folder.resolve("jobs");
    }
}
