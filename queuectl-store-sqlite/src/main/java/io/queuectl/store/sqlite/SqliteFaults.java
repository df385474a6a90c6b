package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.SqlDialect.Fault;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a result code of SQLite means for a caller. The low byte is the primary code, the rest tells the case. */
final class SqliteFaults {

    private static final int ERROR = 1;
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int SCHEMA = 17;
    private static final int AUTH = 23;
    private static final int NOTADB = 26;
    private static final int IOERR_SHORT_READ = IOERR | 2 << 8;
    private static final int IOERR_SHMSIZE = IOERR | 19 << 8;
    private static final int IOERR_CORRUPTFS = IOERR | 33 << 8;

    private SqliteFaults() {}

    static Fault of(SQLException error) {
        int code = code(error);
        return switch (code & 0xff) {
            case BUSY, LOCKED, PROTOCOL ->
                new Fault(Reason.BUSY, "another process kept it locked: try again, or raise the busy timeout");
            case FULL -> full();
            case CORRUPT -> damaged();
            case NOTADB -> new Fault(Reason.FOREIGN, "this is not a queuectl database; nothing was changed");
            case READONLY, PERM, AUTH ->
                new Fault(
                        Reason.PERMISSION,
                        "it cannot be written: check who owns the file and its folder, and their permissions");
            case CANTOPEN ->
                new Fault(
                        Reason.UNAVAILABLE,
                        "it cannot be opened: check the path and the permissions of file and folder");
            case SCHEMA -> new Fault(Reason.BUSY, "its schema is being changed: try again");
            case IOERR -> ofReadOrWrite(code);
            case ERROR -> ofStatement(error);
            default -> new Fault(Reason.REJECTED, "");
        };
    }

    /** Our statements are all right: if one does not fit, the schema was changed by somebody else. */
    private static Fault ofStatement(SQLException error) {
        return String.valueOf(error.getMessage()).contains("no such ")
                ? new Fault(
                        Reason.SCHEMA,
                        "its schema is not the one of this queuectl: restore what was dropped or renamed")
                : new Fault(Reason.REJECTED, "");
    }

    private static Fault ofReadOrWrite(int code) {
        return switch (code) {
            case IOERR_SHORT_READ, IOERR_CORRUPTFS -> damaged();
            // The memory that its processes share is a file beside it, which a full disk leaves no room for.
            case IOERR_SHMSIZE -> full();
            default -> new Fault(Reason.UNAVAILABLE, "the disk failed to read or write: look at the system's log");
        };
    }

    private static Fault full() {
        return new Fault(Reason.FULL, "no space left: make room on the disk and try again");
    }

    private static Fault damaged() {
        return new Fault(
                Reason.DAMAGED,
                "the database is damaged: restore a backup, or save what is left with sqlite3 .recover");
    }

    static int code(SQLException error) {
        return error instanceof SQLiteException sqlite ? sqlite.getResultCode().code : error.getErrorCode();
    }
}
