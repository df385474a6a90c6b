package io.queuectl.store.h2;

import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.SqlDialect.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;

/** What an error code of H2 means for a caller. */
final class H2Faults {

    private static final Pattern NO_SPACE = Pattern.compile("No space left|Disk quota exceeded");

    /** What H2's own store says, also when it is asked again after a failure. */
    private static final Pattern FAILED_IO = Pattern.compile("MVStoreException: (Writing to|Reading from) .* failed");

    private H2Faults() {}

    static Fault of(SQLException error) {
        return switch (error.getErrorCode()) {
            case ErrorCode.LOCK_TIMEOUT_1,
                    ErrorCode.DEADLOCK_1,
                    ErrorCode.CONCURRENT_UPDATE_1,
                    ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
                new Fault(Reason.BUSY, "another transaction kept it locked: try again, or raise the lock timeout");
            case ErrorCode.DUPLICATE_KEY_1 ->
                new Fault(Reason.BUSY, "another transaction wrote the same at the same time: try again");
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new Fault(
                        Reason.UNAVAILABLE,
                        "another process has it open, and an H2 file serves one at a time: close that one, or let all of them open it in"
                                + " server mode: jdbc:h2:PATH;AUTO_SERVER=TRUE, or jdbc:h2:tcp://HOST/PATH. Within one application open it once,"
                                + " and give its data source to H2Store.of");
            case ErrorCode.ERROR_OPENING_DATABASE_1 -> says(error, NO_SPACE) ? full() : closed();
            case ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.OBJECT_CLOSED -> closed();
            case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1, ErrorCode.REMOTE_DATABASE_NOT_FOUND_1 ->
                new Fault(Reason.UNAVAILABLE, "there is no database");
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.GENERAL_ERROR_1 -> ofCause(error);
            case ErrorCode.FILE_CORRUPTED_1 ->
                new Fault(
                        Reason.DAMAGED,
                        "the database is damaged: restore a backup, or save what is left with org.h2.tools.Recover");
            case ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.FILE_ENCRYPTION_ERROR_1 ->
                new Fault(Reason.FOREIGN, "this H2 cannot read it: it is encrypted, or of another version of H2");
            case ErrorCode.WRONG_USER_OR_PASSWORD,
                    ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1,
                    ErrorCode.ADMIN_RIGHTS_REQUIRED,
                    ErrorCode.DATABASE_IS_READ_ONLY,
                    ErrorCode.FILE_CREATION_FAILED_1 ->
                new Fault(
                        Reason.PERMISSION,
                        "check user, password and rights, and who may write the file and its folder");
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.COLUMN_NOT_FOUND_1,
                    ErrorCode.SCHEMA_NOT_FOUND_1,
                    ErrorCode.SEQUENCE_NOT_FOUND_1 ->
                new Fault(
                        Reason.SCHEMA,
                        "its schema is not the one of this queuectl: restore what was dropped or renamed");
            default -> new Fault(Reason.REJECTED, "");
        };
    }

    /** H2 wraps what the operating system said. */
    private static Fault ofCause(SQLException error) {
        if (says(error, NO_SPACE)) {
            return full();
        }
        boolean io = error.getErrorCode() != ErrorCode.GENERAL_ERROR_1 || says(error, FAILED_IO);
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            io |= cause instanceof IOException;
        }
        return io
                ? new Fault(
                        Reason.UNAVAILABLE, "the file cannot be read or written: look at path, permissions and disk")
                : new Fault(Reason.REJECTED, "");
    }

    /** An error that comes from another process has no causes, but tells their traces as text. */
    private static boolean says(SQLException error, Pattern words) {
        boolean said = false;
        for (Throwable cause = error; cause != null && !said; cause = cause.getCause()) {
            said = words.matcher(cause.toString()).find();
        }
        return said;
    }

    private static Fault closed() {
        return new Fault(
                Reason.UNAVAILABLE, "the database was closed, or is being opened, by somebody else: try again");
    }

    private static Fault full() {
        return new Fault(Reason.FULL, "no space left: make room on the disk and try again");
    }
}
