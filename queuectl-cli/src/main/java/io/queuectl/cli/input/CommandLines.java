package io.queuectl.cli.input;

import io.queuectl.api.Payload;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Jobs as a list of commands, one a line; blank lines are skipped. Reads in bounded memory. */
final class CommandLines implements JobDrafts {

    private final InputStream stream;
    private final boolean shellOnly;
    private long line;

    /** @param shellOnly whether a line that starts like a JSON object is a command all the same */
    CommandLines(InputStream stream, boolean shellOnly) {
        this.stream = stream;
        this.shellOnly = shellOnly;
    }

    @Override
    public @Nullable JobDraft next() throws IOException {
        for (String text = nextLine(); text != null; text = nextLine()) {
            if (!text.isBlank()) {
                return draft(text);
            }
        }
        return null;
    }

    private JobDraft draft(String text) {
        if (!shellOnly && JsonOrShell.startsLikeJson(text)) {
            throw refused(
                    "a JSON object in a list of commands",
                    "give either commands or JSON objects; --shell takes every line as a command",
                    null);
        }
        try {
            return JobDraft.of(text);
        } catch (Refusal wrong) {
            throw refused(String.valueOf(wrong.getMessage()), wrong.hint(), wrong);
        }
    }

    private @Nullable String nextLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        int octet = stream.read();
        if (octet < 0) {
            return null;
        }
        line++;
        while (octet >= 0 && octet != '\n') {
            bytes.write(octet);
            if (bytes.size() > Payload.MAX_BYTES) {
                throw refused(
                        "a command of more than " + Payload.MAX_BYTES + " bytes is larger than the limit of "
                                + Payload.MAX_BYTES + " bytes",
                        "put the data into a file and its name into the command",
                        null);
            }
            octet = stream.read();
        }
        return decoded(bytes.toByteArray());
    }

    private String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException malformed) {
            throw refused("text that is not valid UTF-8", "convert the input: iconv -t UTF-8", malformed);
        }
    }

    private Refusal refused(String message, String hint, @Nullable Throwable cause) {
        return new Refusal(ExitCode.USAGE, "line " + line + ": " + message, hint, cause);
    }
}
