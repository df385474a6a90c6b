package io.queuectl.store.sql;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Examination;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What every SQL store finds wrong, after what its own database has to say. */
public final class SqlExamination implements Examination {

    private static final int NAMED = 5;
    private static final String VANISHED = "a job which it was to run after was deleted past queuectl";

    private final SqlDatabase database;
    private final Check own;
    private final Writers writers;
    private final Readers readers;

    /** What one kind of database looks at by itself. */
    @FunctionalInterface
    public interface Check {
        /** Looks over a connection for reading, and changes nothing. */
        List<Finding> look(Connection connection) throws SQLException;
    }

    /** A group whose count is wrong. */
    private record Group(String key, int atMost, int running) {}

    public SqlExamination(SqlDialect dialect, SqlDatabase database, Check own) {
        this.database = database;
        this.own = own;
        SqlErrors errors = new SqlErrors(dialect, database.location());
        writers = new Writers(dialect, database, errors);
        readers = new Readers(dialect, database, errors);
    }

    @Override
    public List<Finding> findings() {
        return readers.read("examine the database", session -> {
            List<Finding> findings = new ArrayList<>(own.look(session.connection()));
            // What a damaged database says of its rows is nothing to go by.
            if (findings.stream().noneMatch(finding -> finding.code().equals("damaged"))) {
                oddRows(session, findings);
                blocked(session, findings);
                groups(session, findings);
                tallies(session, findings);
                keys(session, database.clock().instant(), findings);
            }
            return findings;
        });
    }

    private static void oddRows(Session session, List<Finding> findings) throws SQLException {
        PreparedStatement select = session.hot(ExaminationSql.ODD_ROWS);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                findings.add(Finding.warning(
                        "odd-row",
                        "job number " + row.getLong(1) + " cannot run: " + row.getString(2),
                        "it was edited past queuectl and is left alone: correct the row, or queuectl delete "
                                + row.getLong(1)));
            }
        }
    }

    private static void blocked(Session session, List<Finding> findings) throws SQLException {
        List<Long> numbers = numbers(session, ExaminationSql.BLOCKED_FOR_EVER);
        if (!numbers.isEmpty()) {
            findings.add(Finding.error(
                            "blocked-for-ever",
                            jobs(numbers.size()) + " blocked by jobs that are gone: " + shown(numbers),
                            "doctor --fix cancels them, as a parent that is deleted does; queuectl retry ID runs one all the same")
                    .fixed());
        }
    }

    private static void groups(Session session, List<Finding> findings) throws SQLException {
        for (Group group : wrongGroups(session)) {
            findings.add(Finding.error(
                            "group-places",
                            "group " + group.key() + " counts " + group.running()
                                    + " places taken, which its jobs have not",
                            "doctor --fix counts them again and lets the next jobs of the group run")
                    .fixed());
        }
    }

    private static void tallies(Session session, List<Finding> findings) throws SQLException {
        try (ResultSet row = session.hot(ExaminationSql.WRONG_TALLIES).executeQuery()) {
            while (row.next()) {
                findings.add(
                        Finding.warning(
                                "wrong-count",
                                "queue " + row.getString(1) + " counts " + row.getLong(2) + " completed jobs and holds "
                                        + row.getLong(3),
                                "rows were changed past queuectl: the comment at the table tally in queuectl migrate --print says how to count anew"));
            }
        }
    }

    private static void keys(Session session, Instant now, List<Finding> findings) throws SQLException {
        PreparedStatement select = session.hot(ExaminationSql.EXPIRED_KEYS);
        Binding.millis(select, 1, now);
        try (ResultSet row = select.executeQuery()) {
            if (row.next() && row.getLong(1) > 0) {
                findings.add(Finding.info(
                        "expired-keys",
                        row.getLong(1)
                                + " unique keys are of a time that is over; each is taken over when it comes again"));
            }
        }
    }

    @Override
    public List<Finding> fix() {
        Instant now = database.clock().instant();
        List<Finding> done = new ArrayList<>();
        int released = writers.write("let go of blocked jobs", session -> cancelBlocked(session, now));
        if (released > 0) {
            done.add(
                    Finding.info("blocked-for-ever", jobs(released) + " cancelled that waited for jobs that are gone"));
        }
        int groups = writers.write("count the places of groups", SqlExamination::recount);
        if (groups > 0) {
            done.add(Finding.info("group-places", groups + (groups == 1 ? " group" : " groups") + " counted again"));
        }
        database.brought();
        return done;
    }

    /** By the rule for a parent that was deleted and of which nothing more is known. */
    private static int cancelBlocked(Session session, Instant now) throws SQLException {
        Release release = Release.of(session, now);
        int cancelled = 0;
        for (long number : numbers(session, ExaminationSql.BLOCKED_FOR_EVER)) {
            if (release.end(number, new Release.Verdict(JobState.CANCELLED, VANISHED))) {
                release.apply(List.of(new Release.End(number, JobState.CANCELLED)));
                cancelled++;
            }
        }
        return cancelled;
    }

    private static int recount(Session session) throws SQLException {
        List<Group> wrong = wrongGroups(session);
        Set<QueueName> released = new TreeSet<>();
        GroupStep step = new GroupStep(session);
        for (Group group : wrong) {
            for (long number : numbers(session, ExaminationSql.OVER_WITH_PLACE, group.key())) {
                step.leave(number, released);
            }
            step.recount(group.key(), count(session, group.key()), released);
        }
        return wrong.size();
    }

    private static List<Group> wrongGroups(Session session) throws SQLException {
        List<Group> groups = new ArrayList<>();
        try (ResultSet row = session.hot(ExaminationSql.WRONG_GROUPS).executeQuery()) {
            while (row.next()) {
                groups.add(new Group(row.getString(1), row.getInt(2), row.getInt(3)));
            }
        }
        return groups;
    }

    private static int count(Session session, String key) throws SQLException {
        List<Long> count = numbers(session, ExaminationSql.PLACES_TAKEN, key);
        return count.isEmpty() ? 0 : Math.toIntExact(count.get(0));
    }

    private static List<Long> numbers(Session session, ExaminationSql sql, String... parameters) throws SQLException {
        PreparedStatement select = session.hot(sql);
        for (int i = 0; i < parameters.length; i++) {
            select.setString(i + 1, parameters[i]);
        }
        List<Long> numbers = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    private static String jobs(long count) {
        return count + (count == 1 ? " job" : " jobs");
    }

    private static String shown(List<Long> numbers) {
        String named = numbers.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > NAMED ? named + ", …" : named;
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
        database.close();
    }
}
