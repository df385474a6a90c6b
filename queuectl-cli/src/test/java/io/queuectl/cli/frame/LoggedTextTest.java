package io.queuectl.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LoggedTextTest {

    @Test
    void lettersPassAndWhatSteersDoesNot() {
        assertThat(logged("WARN größe 漢😀\tx\r\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("WARN größe 漢😀\tx\r\n");
        assertThat(logged("a\u001b[31m\u009b\u202e\u0000\u007fb".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a?[31m????b");
    }

    @Test
    void brokenBytesBecomeQuestionMarks() {
        assertThat(logged(new byte[] {(byte) 0x9b, 'a', (byte) 0xe2, (byte) 0x80, 'b', (byte) 0xff}))
                .isEqualTo("?a?b?");
    }

    /** A broken connection is thrown, and told of without values of rows; HikariCP's own line holds the statement with them. */
    @Test
    void whatThePoolLogsOfStatementsIsLeftOut() throws IOException {
        Properties logging = new Properties();
        try (InputStream file = LoggedText.class.getResourceAsStream("/simplelogger.properties")) {
            logging.load(file);
        }
        assertThat(logging).containsEntry("org.slf4j.simpleLogger.log.com.zaxxer.hikari", "error");
    }

    private static String logged(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream safe = LoggedText.to(out)) {
            safe.write(bytes, 0, bytes.length);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
