package io.queuectl.cli.frame;

import org.jspecify.annotations.Nullable;

/**
 * A command that cannot do what was asked: what, on what, the offending value, and a hint that leads on. Carries no stack
 * trace of its own worth showing.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String hint;

    public Refusal(ExitCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    public Refusal(ExitCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    /** Bad input: exit code 2. */
    public static Refusal usage(String message, String hint) {
        return new Refusal(ExitCode.USAGE, message, hint);
    }

    public ExitCode code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
