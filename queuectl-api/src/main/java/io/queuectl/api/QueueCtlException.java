package io.queuectl.api;

import org.jspecify.annotations.Nullable;

/** The root of what queuectl throws, beside {@link IllegalArgumentException} for a bad value and {@link IllegalStateException} for a bad moment. */
public class QueueCtlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueCtlException(String message) {
        this(message, null);
    }

    public QueueCtlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
