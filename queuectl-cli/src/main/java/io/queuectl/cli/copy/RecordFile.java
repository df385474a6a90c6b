package io.queuectl.cli.copy;

import io.queuectl.core.spi.JobRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file of jobs, a line each. One thread. */
public final class RecordFile {

    /** Of one line, in characters: a job with its log. */
    private static final int LONGEST = 256 << 20;

    private final Path file;

    public RecordFile(Path file) {
        this.file = file;
    }

    /**
     * Hands on every job in turn, and answers how many. Blank lines are passed over.
     *
     * @throws BadLineException at the first line that is no job
     */
    public long each(Consumer<JobRecord> taker) throws IOException {
        RecordReader records = new RecordReader();
        long count = 0;
        long number = 0;
        try (BufferedReader reader = open()) {
            while (true) {
                number++;
                String line = line(reader);
                if (line == null) {
                    return count;
                }
                if (!line.isBlank()) {
                    taker.accept(records.read(line));
                    count++;
                }
            }
        } catch (IllegalArgumentException wrong) {
            throw new BadLineException(number, String.valueOf(wrong.getMessage()), wrong);
        } catch (CharacterCodingException wrong) {
            throw new BadLineException(number, "it is no UTF-8", wrong);
        }
    }

    private BufferedReader open() throws IOException {
        Reader text = new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new BufferedReader(text, 1 << 16);
    }

    private static @Nullable String line(Reader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int letter = reader.read();
        if (letter < 0) {
            return null;
        }
        while (letter >= 0 && letter != '\n') {
            line.append((char) letter);
            if (line.length() > LONGEST) {
                throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
            }
            letter = reader.read();
        }
        return line.toString();
    }

    /** A line that is no job. */
    public static final class BadLineException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadLineException(long line, String reason, Throwable cause) {
            super("line " + line + ": " + reason, cause);
        }
    }
}
