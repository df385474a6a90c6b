package io.queuectl.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The program that writes down what others ask of the kernel. */
public final class Strace {

    /** Whatever changes what a file holds or is called, and what makes that last. */
    private static final String CALLS =
            "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,"
                    + "rename,renameat,renameat2,link,linkat,unlink,unlinkat,copy_file_range";

    /** More than databases write at once. */
    private static final int LONGEST = 1 << 20;

    private Strace() {}

    /** Skips the test where there is none on the PATH, but fails it where the environment variable {@code CI} is true. */
    public static void require() {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "strace")));
        if (!there) {
            String why = "no strace on the PATH: power losses cannot be replayed";
            assertThat(Boolean.parseBoolean(System.getenv("CI"))).as(why).isFalse();
            Assumptions.abort(why);
        }
    }

    /**
     * The words before those of a command to be traced.
     *
     * @param trace the file to write
     * @param only the files to look at; all, if there are none
     */
    public static List<String> before(Path trace, Path... only) {
        List<String> words = new ArrayList<>(List.of(
                "strace",
                "--follow-forks",
                "--seccomp-bpf",
                "--decode-fds=path",
                "--strings-in-hex=all",
                "--string-limit=" + LONGEST,
                "--trace=" + CALLS,
                "--output=" + trace));
        for (Path file : only) {
            words.add("--trace-path=" + file);
        }
        return words;
    }
}
