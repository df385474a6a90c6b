package io.queuectl.benchmarks.node;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be started here. */
final class Programs {

    private Programs() {}

    /** Whether a program of that name is on the PATH. */
    static boolean isHere(String name) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
