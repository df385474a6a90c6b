package io.queuectl.chaos;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a fault cannot be made without: a program, a library, a right. */
final class Means {

    private Means() {}

    /** Skips the test where it is not so, and says why; fails it where the environment variable {@code CI} is true. */
    static void require(boolean there, String why) {
        if (!there && Boolean.parseBoolean(System.getenv("CI"))) {
            Assertions.fail(why);
        }
        Assumptions.assumeTrue(there, why);
    }

    /** Runs a program to its end; answers whether that was a good one. */
    static boolean runs(List<String> words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
