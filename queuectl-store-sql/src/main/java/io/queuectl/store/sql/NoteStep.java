package io.queuectl.store.sql;

import io.queuectl.api.LogLine;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Settled;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what running attempts note about themselves, under their tokens. */
final class NoteStep {

    private NoteStep() {}

    static List<Settled> apply(Session session, List<ClaimNote> notes) throws SQLException {
        List<Settled> answers = new ArrayList<>(notes.size());
        for (ClaimNote note : notes) {
            boolean written = write(session, note);
            answers.add(written ? Settled.APPLIED : SettleStep.whyNot(session, note.number(), note.token()));
        }
        return answers;
    }

    private static boolean write(Session session, ClaimNote note) throws SQLException {
        if (note instanceof ClaimNote.Log log) {
            return log(session, log);
        }
        if (note instanceof ClaimNote.Spawn spawn) {
            PreparedStatement update = session.hot(ExchangeSql.NOTE_PROCESS);
            update.setString(1, spawn.process());
            return update(update, note);
        }
        if (note instanceof ClaimNote.Advance advance) {
            return advance(session, advance);
        }
        if (note instanceof ClaimNote.Result result) {
            return result(session, result);
        }
        PreparedStatement update = session.hot(ExchangeSql.EXTEND);
        Binding.millis(update, 1, ((ClaimNote.Extend) note).until());
        return update(update, note);
    }

    private static boolean advance(Session session, ClaimNote.Advance note) throws SQLException {
        for (ExchangeSql way : List.of(ExchangeSql.NOTE_PROGRESS_AGAIN, ExchangeSql.NOTE_PROGRESS)) {
            PreparedStatement statement = session.hot(way);
            statement.setDouble(1, note.progress().fraction());
            statement.setString(2, note.progress().message());
            Binding.millis(statement, 3, note.progress().at());
            Binding.token(statement, 4, note.number(), note.token());
            if (statement.executeUpdate() == 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean result(Session session, ClaimNote.Result note) throws SQLException {
        for (ExchangeSql way : List.of(ExchangeSql.NOTE_RESULT_AGAIN, ExchangeSql.NOTE_RESULT)) {
            PreparedStatement statement = session.hot(way);
            statement.setBytes(1, note.result().bytes());
            Binding.token(statement, 2, note.number(), note.token());
            if (statement.executeUpdate() == 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean update(PreparedStatement update, ClaimNote note) throws SQLException {
        Binding.token(update, 2, note.number(), note.token());
        return update.executeUpdate() == 1;
    }

    private static boolean log(Session session, ClaimNote.Log log) throws SQLException {
        List<LogLine> lines = log.lines();
        if (lines.isEmpty()) {
            return isHeld(session, log);
        }
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_LOG);
        for (LogLine line : lines) {
            Binding.millis(insert, 1, line.at());
            insert.setString(2, text(line.stream()));
            insert.setString(3, line.text());
            Binding.token(insert, 4, log.number(), log.token());
            insert.addBatch();
        }
        return insert.executeBatch()[0] == 1;
    }

    private static boolean isHeld(Session session, ClaimNote note) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.TOKEN_OF);
        select.setLong(1, note.number());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    && row.getLong(1) == note.token().epoch()
                    && row.getLong(2) == note.token().number()
                    && "processing".equals(row.getString(3));
        }
    }

    static String text(LogLine.Stream stream) {
        return stream.name().toLowerCase(Locale.ROOT);
    }

    /** The stream of that text; {@link LogLine.Stream#LOG} for any other. */
    static LogLine.Stream stream(String text) {
        for (LogLine.Stream stream : LogLine.Stream.values()) {
            if (text(stream).equals(text)) {
                return stream;
            }
        }
        return LogLine.Stream.LOG;
    }
}
