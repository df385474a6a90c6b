package io.queuectl.cli.shell;

import io.queuectl.api.Payload;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run, and where and with what to run it; the payload of a job of kind {@value #KIND}.
 *
 * @param command the text the shell gets as one argument; not blank
 * @param cwd the directory to run in, or {@code null} for the worker's own
 * @param env all of the command's environment but what the worker adds; in the order given
 * @param shell the program and its options in front of the text, split at blanks
 * @param maxRetries the limit as whoever enqueued it typed it, for display, where it is not the number of runs; or {@code null}
 */
public record ShellJob(
        String command,
        @Nullable String cwd,
        Map<String, String> env,
        String shell,
        @Nullable Integer maxRetries) {

    /** The kind of the jobs that carry one. */
    public static final String KIND = "shell";

    public static final String DEFAULT_SHELL = "sh -c";

    /** What is taken from the environment of whoever enqueues. No more: the rest may hold secrets, and a job is stored. */
    public static final List<String> CAPTURED = List.of("PATH", "HOME", "LANG", "SHELL", "USER", "TZ");

    /** @throws IllegalArgumentException naming the value that cannot reach a process */
    public ShellJob {
        require(!command.isBlank(), "the command is empty");
        require(isClean(command), "the command holds a NUL character, which no process can be given");
        require(
                cwd == null || (!cwd.isEmpty() && isClean(cwd)),
                "the working directory is empty or holds a NUL character");
        require(!shell.isBlank() && isClean(shell), "the shell is empty or holds a NUL character");
        env = Collections.unmodifiableMap(new LinkedHashMap<>(checked(env)));
    }

    public ShellJob(String command, @Nullable String cwd, Map<String, String> env, String shell) {
        this(command, cwd, env, shell, null);
    }

    /** The command with this process's directory and the {@link #CAPTURED} part of its environment, overlaid by {@code extra}. */
    public static ShellJob capture(String command, Map<String, String> extra) {
        return capture(command, extra, Path.of(""), DEFAULT_SHELL, System.getenv());
    }

    /** The command with that directory and the {@link #CAPTURED} part of that environment, overlaid by {@code extra}. */
    public static ShellJob capture(
            String command, Map<String, String> extra, Path cwd, String shell, Map<String, String> environment) {
        Map<String, String> env = new LinkedHashMap<>();
        for (String name : CAPTURED) {
            String value = environment.get(name);
            if (value != null) {
                env.put(name, value);
            }
        }
        env.putAll(extra);
        return new ShellJob(command, cwd.toAbsolutePath().normalize().toString(), env, shell, null);
    }

    public ShellJob withMaxRetries(@Nullable Integer typed) {
        return new ShellJob(command, cwd, env, shell, typed);
    }

    public ShellJob withCommand(String other) {
        return new ShellJob(other, cwd, env, shell, maxRetries);
    }

    /**
     * Reads {@code NAME=VALUE}; the value may be empty and may hold further equals signs.
     *
     * @throws IllegalArgumentException if there is no equals sign, no name, or a NUL character
     */
    public static Map.Entry<String, String> assignment(String text) {
        int equals = text.indexOf('=');
        require(equals >= 0, "environment \"" + text + "\" has no \"=\"; write NAME=VALUE");
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        checked(Map.of(name, value));
        return Map.entry(name, value);
    }

    /** @throws IllegalArgumentException if the bytes are not such a job */
    public static ShellJob of(Payload payload) {
        return ShellJobJson.read(payload.bytes());
    }

    /**
     * The job as compact JSON.
     *
     * @throws IllegalArgumentException above {@link Payload#MAX_BYTES}
     */
    public Payload payload() {
        return Payload.of(ShellJobJson.write(this));
    }

    private static Map<String, String> checked(Map<String, String> env) {
        env.forEach((name, value) -> {
            require(!name.isEmpty(), "environment \"=" + value + "\" has no name");
            require(name.indexOf('=') < 0, "environment name \"" + name + "\" holds \"=\"");
            require(isClean(name), "environment name \"" + name.replace('\0', '?') + "\" holds a NUL character");
            require(isClean(value), "the value of environment variable " + name + " holds a NUL character");
        });
        return env;
    }

    private static boolean isClean(String text) {
        return text.indexOf('\0') < 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
