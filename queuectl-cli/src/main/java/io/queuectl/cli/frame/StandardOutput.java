package io.queuectl.cli.frame;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that does not swallow its errors: a closed pipe and a full disk end the command, where a plain
 * {@link PrintStream} would go on in silence.
 */
final class StandardOutput extends OutputStream {

    private static final int BUFFER = 1 << 13;

    private final OutputStream target;

    private StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** In UTF-8, buffered: whoever prints something to be seen at once flushes. */
    static PrintStream open() {
        OutputStream raw = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        return new PrintStream(new BufferedOutputStream(raw, BUFFER), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            target.write(bytes, offset, length);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private static RuntimeException failure(IOException failed) {
        String reason = String.valueOf(failed.getMessage());
        if (reason.contains("Broken pipe")
                || reason.contains("Stream closed")
                || reason.contains("Bad file descriptor")) {
            return new PipeClosedException(failed);
        }
        return new Refusal(
                ExitCode.FAILED,
                "cannot write to standard output: " + reason,
                "the command itself was carried out; look at its result with queuectl list",
                failed);
    }
}
