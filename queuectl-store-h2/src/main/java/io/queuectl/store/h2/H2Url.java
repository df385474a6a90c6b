package io.queuectl.store.h2;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A URL of H2 as a person may give it: {@code jdbc:h2:PATH}, {@code jdbc:h2:file:PATH}, {@code jdbc:h2:tcp://…}, {@code jdbc:h2:ssl://…}, with
 * parameters. A parameter can run code, read files or make acknowledged jobs vanish, so that only those on a list are let through.
 *
 * @param target what follows {@code jdbc:h2:}, up to the parameters, without {@code file:} and {@code async:}
 * @param parameters by name in upper case
 */
record H2Url(String target, Map<String, String> parameters) {

    static final String SCHEME = "jdbc:h2:";

    private static final String USER = "USER";
    private static final String PASSWORD = "PASSWORD";
    private static final String AUTO_SERVER = "AUTO_SERVER";

    /** Each with the values it may have. */
    private static final Map<String, Pattern> ALLOWED = Map.of(
            USER,
            Pattern.compile(".*"),
            PASSWORD,
            Pattern.compile(".*"),
            AUTO_SERVER,
            Pattern.compile("(?i)TRUE|FALSE"),
            "AUTO_SERVER_PORT",
            Pattern.compile("[0-9]{1,5}"),
            "CACHE_SIZE",
            Pattern.compile("[0-9]{1,9}"),
            "NETWORK_TIMEOUT",
            Pattern.compile("[0-9]{1,9}"),
            "IFEXISTS",
            Pattern.compile("(?i)TRUE|FALSE"),
            "WRITE_DELAY",
            Pattern.compile("0"),
            "DATABASE_TO_LOWER",
            Pattern.compile("(?i)TRUE|FALSE"),
            "MODE",
            Pattern.compile("[A-Za-z0-9]+"));

    private static final Pattern OTHER_FILES = Pattern.compile("[A-Za-z][A-Za-z0-9]+:.*");

    H2Url {
        parameters = Map.copyOf(parameters);
    }

    static boolean isOne(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /** @throws IllegalArgumentException with what is wrong, the parameter named, no value repeated */
    static H2Url parse(String text) {
        String[] parts = text.substring(SCHEME.length()).split(";", -1);
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                put(parameters, parts[i]);
            }
        }
        return new H2Url(target(parts[0]), parameters);
    }

    private static void put(Map<String, String> parameters, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("a parameter of the H2 URL has no value: the form is ;NAME=VALUE");
        }
        String name = setting.substring(0, equals).toUpperCase(Locale.ROOT);
        Pattern allowed = ALLOWED.get(name);
        if (allowed == null) {
            throw new IllegalArgumentException("the parameter " + name + " is not allowed in an H2 URL; allowed are "
                    + String.join(", ", new TreeMap<>(ALLOWED).keySet()));
        }
        if (!allowed.matcher(setting.substring(equals + 1)).matches()) {
            throw new IllegalArgumentException(
                    name.equals("WRITE_DELAY")
                            ? "the parameter WRITE_DELAY can only be 0: with any other value H2 loses acknowledged jobs when its process is killed"
                            : "the parameter " + name + " of an H2 URL has a value that it cannot have");
        }
        if (parameters.put(name, setting.substring(equals + 1)) != null) {
            throw new IllegalArgumentException("the parameter " + name + " is there twice");
        }
    }

    private static String target(String text) {
        String target = text;
        for (String ours : new String[] {"file:", "async:", UninterruptedPath.PREFIX}) {
            target = target.startsWith(ours) ? target.substring(ours.length()) : target;
        }
        if (target.startsWith("mem:") || target.equals(".")) {
            throw new IllegalArgumentException(
                    "an H2 database in memory would end with the command: give a file, " + SCHEME + "PATH");
        }
        if (target.isBlank()) {
            throw new IllegalArgumentException("the H2 URL names no database: give a file, " + SCHEME + "PATH");
        }
        if (!isRemote(target) && OTHER_FILES.matcher(target).matches()) {
            throw new IllegalArgumentException("the file system " + target.substring(0, target.indexOf(':') + 1)
                    + " is not allowed in an H2 URL: give a file, " + SCHEME + "PATH");
        }
        return target;
    }

    private static boolean isRemote(String target) {
        return target.startsWith("tcp:") || target.startsWith("ssl:");
    }

    boolean isRemote() {
        return isRemote(target);
    }

    /** Whether several processes share the file, one of them serving it to the others. */
    boolean isAutoServer() {
        return Boolean.parseBoolean(parameters.get(AUTO_SERVER));
    }

    /** H2's own default for consoles and pools is {@code sa} without a password. */
    String user() {
        return parameters.getOrDefault(USER, "sa");
    }

    String password() {
        return parameters.getOrDefault(PASSWORD, "");
    }

    /** The parameters as H2 takes them, user and password left out. */
    String settings() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals(USER) && !name.equals(PASSWORD)) {
                text.append(';').append(name).append('=').append(value);
            }
        });
        return text.toString();
    }
}
