package io.queuectl.store.sqlite.power;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What strace saw of the files of a database, call by call, in the order in which the calls ended. */
final class Trace {

    /** What is to be seen: whatever changes what a file holds, and what makes that last. */
    static final String CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink,openat";

    private static final Pattern UNFINISHED = Pattern.compile("^(\\d+) +(.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)\\) += (\\d+).*$");
    private static final Pattern OF_A_FILE = Pattern.compile("^\\d+<([^>]*)>(?:, (.*))?$");
    private static final Pattern DATA = Pattern.compile("^\"([^\"]*)\", \\d+(?:, (\\d+))?$");
    private static final HexFormat HEX = HexFormat.of().withPrefix("\\x");

    private final Path database;
    private final Path acknowledged;
    private final Map<String, TracedFile> files = new HashMap<>();
    private final Map<String, String> begun = new HashMap<>();

    /** Told of every acknowledgement, with the files as they are then. */
    interface Listener {
        void acknowledged(Acknowledgement what, String job, Map<String, TracedFile> files) throws Exception;
    }

    Trace(Path database, Path acknowledged) {
        this.database = database;
        this.acknowledged = acknowledged;
    }

    void replay(Path trace, Listener listener) throws Exception {
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String whole = whole(line);
                Matcher call = whole == null ? null : CALL.matcher(whole);
                if (call != null && call.matches()) {
                    apply(call.group(1), call.group(2), listener);
                }
            }
        }
    }

    /** Joins what another thread's call cut in two. */
    private String whole(String line) {
        Matcher unfinished = UNFINISHED.matcher(line);
        if (unfinished.matches()) {
            begun.put(unfinished.group(1), unfinished.group(2));
            return null;
        }
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            String start = begun.remove(resumed.group(1));
            return start == null ? null : resumed.group(1) + " " + start + resumed.group(2);
        }
        return line;
    }

    private void apply(String call, String arguments, Listener listener) throws Exception {
        if (call.equals("unlink")) {
            files.remove(path(arguments.replace("\"", "")).getFileName().toString());
            return;
        }
        Matcher of = OF_A_FILE.matcher(arguments);
        if (!of.matches()) {
            return;
        }
        Path path = path(of.group(1));
        if (path.equals(acknowledged)) {
            tell(new String(bytes(of.group(2)), StandardCharsets.UTF_8), listener);
        } else if (path.toString().startsWith(database.toString())
                && !path.toString().endsWith("-shm")) {
            TracedFile file = files.computeIfAbsent(path.getFileName().toString(), name -> new TracedFile());
            change(file, call, of.group(2));
        }
    }

    private static void change(TracedFile file, String call, String rest) {
        switch (call) {
            case "pwrite64" -> {
                Matcher data = data(rest);
                file.write(Long.parseLong(data.group(2)), HEX.parseHex(data.group(1)));
            }
            case "ftruncate" -> file.cut(Long.parseLong(rest.strip()));
            case "fsync", "fdatasync" -> file.sync();
            default -> throw new IllegalStateException("the database was changed by " + call);
        }
    }

    private void tell(String line, Listener listener) throws Exception {
        String[] words = line.strip().split(" ", 2);
        listener.acknowledged(Acknowledgement.valueOf(words[0]), words[1], files);
    }

    private static byte[] bytes(String rest) {
        return HEX.parseHex(data(rest).group(1));
    }

    private static Matcher data(String rest) {
        Matcher data = DATA.matcher(rest);
        if (!data.matches()) {
            throw new IllegalStateException("what strace says of a write is not understood: " + rest);
        }
        return data;
    }

    /** strace writes names in hexadecimal too. */
    private static Path path(String text) {
        return Path.of(new String(HEX.parseHex(text), StandardCharsets.UTF_8));
    }
}
