package io.queuectl.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.cli.sql.SqlContract.Sql;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program does that speaks only SQL, by the statements of the contract as they stand there, on one kind of database. */
@Timeout(120)
abstract class OutsideJobs {

    static final SqlContract CONTRACT = SqlContract.read();
    static final JobType<String> MAIL = JobType.text("mail");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String store;

    /** The payloads that the worker was given. */
    final ConcurrentLinkedQueue<String> mailed = new ConcurrentLinkedQueue<>();

    private JobStore jobs;
    private QueueCtl queue;

    OutsideJobs(String store) {
        this.store = store;
    }

    abstract JobStore open() throws Exception;

    abstract Connection connect() throws SQLException;

    /** How long a worker may overlook what nobody told it of. */
    Duration pollInterval() {
        return Duration.ofMinutes(1);
    }

    @BeforeEach
    void openQueue() throws Exception {
        jobs = open();
        queue = QueueCtl.builder()
                .store(jobs)
                .pollInterval(pollInterval())
                .handle(MAIL, (address, context) -> {
                    mailed.add(address);
                    context.log("to " + address);
                    context.progress(1, "sent");
                    context.result(Payload.of("250 OK"));
                })
                .build();
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    QueueCtl queue() {
        return queue;
    }

    void work() {
        queue.start(workers -> workers.everyQueue(2));
    }

    @Test
    void aJobIsEnqueuedWatchedAndReadByTheStatementsOfTheFile() throws Exception {
        work();
        try (Connection connection = connect()) {
            run(connection, "enqueue", Map.of("id", "a-1", "kind", "mail", "payload", "ann@example.org"));
            assertThat(queue.await(JobId.of("a-1"), PATIENCE))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);

            assertThat(mailed).containsExactly("ann@example.org");
            Map<String, Object> job = row(connection, "job", Map.of("id", "a-1"));
            assertThat(job).containsEntry("state", "completed");
            Map<String, Object> its = Map.of("number", job.get("number"), "position", 0L);
            assertThat(row(connection, "job_by_number", its)).containsEntry("id", "a-1");
            assertThat(row(connection, "payload", its)).containsEntry("bytes", "ann@example.org");
            assertThat(row(connection, "result", its)).containsEntry("bytes", "250 OK");
            assertThat(row(connection, "progress", its)).containsEntry("message", "sent");
            assertThat(row(connection, "log_after", its)).containsEntry("text", "to ann@example.org");
            assertThat(rows(connection, "attempts", its)).isEmpty();
            assertThat(rows(connection, "counts", its)).hasSize(1);
            assertThat(rows(connection, "jobs_after", Map.of("number", 0L))).hasSize(1);
            assertThat(rows(connection, "jobs_of_tag", Map.of("tag", "t", "value", "v")))
                    .isEmpty();
        }
    }

    @Test
    void whateverAJobMayCarryIsCarried() throws Exception {
        String large = "{\"text\":\"a\\\\b\\n" + "ü".repeat(400) + "\"}";
        Map<String, Object> values = everything("b-1");
        values.put("payload", large);
        try (Connection connection = connect()) {
            run(connection, "enqueue_with_all", values);

            JobView job = queue.find(JobId.of("b-1")).orElseThrow();
            assertThat(job.queue()).isEqualTo(QueueName.of("media"));
            assertThat(job.kind()).isEqualTo("mail");
            assertThat(job.priority()).isEqualTo(-7);
            assertThat(job.runAt()).isEqualTo(Instant.ofEpochMilli(4_102_444_800_123L));
            assertThat(job.limits()).isEqualTo(new Limits(3, null, Duration.ofSeconds(9)));
            assertThat(job.payload().text()).isEqualTo(large);
            assertThat(Duration.between(job.createdAt(), Instant.now())).isLessThan(Duration.ofMinutes(5));
            assertThat(row(connection, "payload", Map.of("number", job.number())))
                    .containsEntry("bytes", large);
        }
    }

    @Test
    void aJobWithoutAnIdHasItsNumber() throws Exception {
        work();
        Map<String, Object> values = new HashMap<>(Map.of("kind", "mail", "payload", "bob@example.org"));
        values.put("id", null);
        try (Connection connection = connect()) {
            run(connection, "enqueue", values);
            Map<String, Object> job = row(connection, "jobs_after", Map.of("number", 0L));

            assertThat(job.get("id")).isEqualTo(job.get("number").toString());
            assertThat(queue.await(JobId.of((String) job.get("id")), PATIENCE))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
        }
    }

    @Test
    void anIdIsTakenOnce() throws Exception {
        Map<String, Object> values = Map.of("id", "a-1", "kind", "mail", "payload", "x");
        try (Connection connection = connect()) {
            run(connection, "enqueue", values);

            assertThat(isRefused(connection, "enqueue", values)).isTrue();
            assertThat(rows(connection, "jobs_after", Map.of("number", 0L))).hasSize(1);
        }
    }

    @Test
    void everyRelationHasTheColumnsOfTheFile() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<String>> relation :
                    CONTRACT.columns(store).entrySet()) {
                String none = " FROM " + relation.getKey() + " WHERE 1 = 0";
                try (ResultSet chosen =
                        statement.executeQuery("SELECT " + String.join(", ", relation.getValue()) + none)) {
                    assertThat(names(chosen)).isEqualTo(relation.getValue());
                }
                if (relation.getKey().endsWith("jobs")) {
                    try (ResultSet all = statement.executeQuery("SELECT *" + none)) {
                        assertThat(names(all)).hasSameElementsAs(relation.getValue());
                    }
                }
            }
        }
    }

    @Test
    void thePageShowsHowToEnqueueAndHowToWatch() {
        if (!store.equals("postgresql")) {
            assertThat(CONTRACT.shows(statement("enqueue"))).isTrue();
        }
        assertThat(CONTRACT.page())
                .contains(CONTRACT.columns(store).keySet().stream()
                        .map(name -> "`" + name.substring(name.indexOf('.') + 1))
                        .toArray(String[]::new));
    }

    /** Rows that are brought past the contract: refused, or shown as what they are and left alone. */
    @ParameterizedTest
    @MethodSource("badRows")
    void aBadRowIsRefusedOrInvalidAndNeverRuns(List<String> bad) throws Exception {
        String column = bad.get(0);
        boolean refused = false;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(rowWith(column, bad.get(1)));
        } catch (SQLException constraint) {
            refused = true;
        }
        work();
        JobId good = queue.enqueue(MAIL.of("good"));

        assertThat(queue.await(good, PATIENCE)).map(JobView::state).contains(JobState.COMPLETED);
        assertThat(mailed).containsExactly("good");
        assertThat(refused).isEqualTo(refusedByTheTable().contains(column));
        try (Connection connection = connect()) {
            assertThat(rows(connection, "jobs_after", Map.of("number", 0L))).hasSize(refused ? 1 : 2);
        }
        if (!refused) {
            assertThat(jobs.queries()
                            .list(JobFilter.ANY, PageRequest.first(PageRequest.Order.OLDEST_FIRST, 10))
                            .jobs())
                    .extracting(JobView::state)
                    .containsExactlyInAnyOrder(JobState.INVALID, JobState.COMPLETED);
        }
    }

    static Stream<List<String>> badRows() {
        return Stream.of(
                List.of("state", "'waiting'"),
                List.of("attempts", "-1"),
                List.of("losses", "-1"),
                List.of("run_at", "-1"),
                List.of("run_at_far", "253402300800000"),
                List.of("created_at", "-1"),
                List.of("name", "'no name'"),
                List.of("kind", "'no kind'"),
                List.of("queue", "'no queue'"),
                List.of("max_attempts", "0"),
                List.of("timeout_ms", "-5"),
                List.of("payload", "NULL"));
    }

    /** The names of the bad rows that the table itself refuses here; the others are invalid. */
    abstract List<String> refusedByTheTable();

    private String rowWith(String column, String value) {
        Map<String, String> values = new HashMap<>(Map.of(
                "seq", "900",
                "name", "'bad'",
                "submission", "77",
                "queue", "'default'",
                "kind", "'mail'",
                "state", "'pending'",
                "priority", "9",
                "run_at", "5",
                "created_at", "5",
                "payload", bytes("bad")));
        values.put(column.replace("_far", ""), value);
        List<String> names = List.copyOf(values.keySet());
        return "INSERT INTO " + prefix() + "job (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", names.stream().map(values::get).toList()) + ")";
    }

    /** A literal of this database. */
    abstract String bytes(String ascii);

    final String prefix() {
        return CONTRACT.columns(store).keySet().stream()
                .filter(name -> name.endsWith("jobs") && !name.endsWith("new_jobs"))
                .findFirst()
                .orElseThrow()
                .replace("jobs", "");
    }

    /** Legal values for every parameter of a new job. */
    static Map<String, Object> everything(String id) {
        return new HashMap<>(Map.of(
                "id",
                id,
                "queue",
                "media",
                "kind",
                "mail",
                "priority",
                -7,
                "run_at",
                4_102_444_800_123L,
                "max_attempts",
                3,
                "timeout_ms",
                9_000L,
                "payload",
                "x"));
    }

    final boolean isRefused(Connection connection, String name, Map<String, Object> values) {
        try {
            run(connection, name, values);
            return false;
        } catch (SQLException refused) {
            return true;
        }
    }

    final void run(Connection connection, String name, Map<String, Object> values) throws SQLException {
        try (PreparedStatement prepared = prepare(connection, statement(name), values)) {
            prepared.execute();
        }
    }

    final Map<String, Object> row(Connection connection, String name, Map<String, Object> values) throws SQLException {
        List<Map<String, Object>> rows = rows(connection, name, values);
        assertThat(rows).as("rows of " + name).hasSize(1);
        return rows.get(0);
    }

    final List<Map<String, Object>> rows(Connection connection, String name, Map<String, Object> values)
            throws SQLException {
        List<Map<String, Object>> found = new ArrayList<>();
        try (PreparedStatement prepared = prepare(connection, statement(name), values);
                ResultSet rows = prepared.executeQuery()) {
            List<String> columns = names(rows);
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (String column : columns) {
                    row.put(column, column.equals("bytes") ? text(rows.getBytes(column)) : plain(rows, column));
                }
                found.add(row);
            }
        }
        return found;
    }

    private static PreparedStatement prepare(Connection connection, Sql sql, Map<String, Object> values)
            throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(sql.text());
        for (int i = 0; i < sql.parameters().size(); i++) {
            prepared.setObject(i + 1, values.get(sql.parameters().get(i)));
        }
        return prepared;
    }

    private Sql statement(String name) {
        return CONTRACT.statements(store).get(name);
    }

    private static Object plain(ResultSet rows, String column) throws SQLException {
        Object value = rows.getObject(column);
        return value instanceof Integer number ? number.longValue() : value;
    }

    private static String text(byte[] utf8) {
        return Payload.of(utf8).text();
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            names.add(data.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
