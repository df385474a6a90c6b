package io.queuectl.cli.shell;

import io.queuectl.api.Failure;

/** Nothing ran, and this is why. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    StartException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
