package io.queuectl.cli.frame;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Nobody reads standard output any more, as after {@code | head -1}: a reason to stop, not an error. */
final class PipeClosedException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    PipeClosedException(IOException cause) {
        super("standard output was closed", cause);
    }
}
