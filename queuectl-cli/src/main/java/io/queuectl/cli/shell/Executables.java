package io.queuectl.cli.shell;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** Finds programs as {@code execvp} does. */
final class Executables {

    /** What shells search when PATH is not set. */
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Executables() {}

    /** The file that name stands for under that PATH, or {@code null} if there is none that may be run. */
    static @Nullable String find(String name, @Nullable String path) {
        if (name.indexOf('/') >= 0) {
            return isProgram(new File(name)) ? name : null;
        }
        for (String folder : (path == null ? DEFAULT_PATH : path).split(":")) {
            File file = new File(folder.isEmpty() ? "." : folder, name);
            if (isProgram(file)) {
                return file.getPath();
            }
        }
        return null;
    }

    private static boolean isProgram(File file) {
        return file.isFile() && file.canExecute();
    }
}
