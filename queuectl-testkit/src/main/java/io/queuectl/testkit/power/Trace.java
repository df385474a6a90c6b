package io.queuectl.testkit.power;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What strace saw of the files of a database, call by call, in the order in which the calls ended. */
final class Trace {

    private static final Pattern UNFINISHED = Pattern.compile("^(\\d+) +(.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (\\d+)(?:<([^>]*)>)?$");
    private static final Pattern OF_A_FILE = Pattern.compile("^(\\d+)<([^>]*)>(?:, (.*))?$");
    private static final Pattern DATA = Pattern.compile("^\"([^\"]*)\", \\d+(?:, (\\d+))?$");
    private static final Pattern PIECE = Pattern.compile("\\{iov_base=\"([^\"]*)\", iov_len=\\d+\\}");
    private static final Pattern BEHIND_PIECES = Pattern.compile("\\], \\d+, (\\d+)(?:, 0)?$");
    private static final Pattern ROOM = Pattern.compile("^0, (\\d+), (\\d+)$");
    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");
    private static final HexFormat HEX = HexFormat.of().withPrefix("\\x");

    private final Path folder;
    private final Path acknowledged;
    private final Predicate<String> matters;
    private final TracedDisk disk;
    private final Map<String, String> begun = new HashMap<>();

    /** Where the next write of an open file goes, by process and descriptor. */
    private final Map<String, Long> offsets = new HashMap<>();

    /** Told of every acknowledgement, with the files as they are then. */
    interface Listener {
        void acknowledged(Acknowledgement what, String job, TracedDisk disk) throws Exception;
    }

    /**
     * @param folder where the database is, and the working directory of who writes it
     * @param before a copy of it from before the trace
     * @param acknowledged where acknowledgements were written, as {@link AcknowledgedWork} writes them
     * @param matters whether a file is of interest, by its path in the folder
     */
    Trace(Path folder, Path before, Path acknowledged, Predicate<String> matters) {
        this.folder = folder;
        this.acknowledged = acknowledged;
        this.matters = matters;
        this.disk = new TracedDisk(before);
    }

    void replay(Path trace, Listener listener) throws Exception {
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String whole = whole(line);
                Matcher call = whole == null ? null : CALL.matcher(whole);
                if (call != null && call.matches()) {
                    apply(call.toMatchResult(), listener);
                }
            }
        }
    }

    /** Joins what another thread's call cut in two. */
    private @Nullable String whole(String line) {
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

    private void apply(MatchResult call, Listener listener) throws Exception {
        String arguments = call.group(3);
        switch (call.group(2)) {
            case "open", "openat", "creat" -> opened(call);
            case "rename", "renameat", "renameat2" -> renamed(names(arguments));
            case "unlink", "unlinkat" -> deleted(names(arguments).get(0));
            case "truncate", "link", "linkat" -> refuse(names(arguments).get(0), call);
            default -> {
                Matcher of = OF_A_FILE.matcher(arguments);
                if (of.matches()) {
                    changed(path(of.group(2)), call, of.toMatchResult(), listener);
                }
            }
        }
    }

    private void opened(MatchResult call) throws IOException {
        String name = call.group(5) == null ? null : inFolder(path(call.group(5)));
        if (name == null) {
            return;
        }
        String arguments = call.group(3);
        if (arguments.contains("SYNC") || arguments.contains("O_APPEND")) {
            refuse(path(call.group(5)), call);
        }
        offsets.put(call.group(1) + " " + call.group(4), 0L);
        if (arguments.contains("O_CREAT")) {
            disk.open(name);
        }
        if (arguments.contains("O_TRUNC")) {
            disk.open(name).cut(0);
        }
    }

    private void renamed(List<Path> names) throws IOException {
        String from = inFolder(names.get(0));
        String to = inFolder(names.get(1));
        if (from != null && to != null) {
            disk.rename(from, to);
        }
    }

    private void deleted(Path path) throws IOException {
        String name = inFolder(path);
        if (name != null) {
            disk.delete(name);
        }
    }

    private void refuse(Path path, MatchResult call) {
        if (inFolder(path) != null) {
            throw new IllegalStateException("the replay does not know how to " + call.group(2) + " so: …"
                    + call.group(3).substring(Math.max(0, call.group(3).length() - 100)));
        }
    }

    private void changed(Path path, MatchResult call, MatchResult of, Listener listener) throws Exception {
        String what = call.group(2);
        String name = inFolder(path);
        if (path.equals(acknowledged)) {
            String[] words = new String(data(of.group(3)), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", 2);
            listener.acknowledged(Acknowledgement.valueOf(words[0]), words[1], disk);
        } else if (what.equals("fsync") || what.equals("fdatasync")) {
            sync(path, what.equals("fsync"));
        } else if (name != null) {
            change(disk.open(name), what, call.group(1) + " " + of.group(1), of.group(3));
        }
    }

    /** As in a journal of a file system, all names last when anything is synced with what is known of it. */
    private void sync(Path path, boolean withNames) throws IOException {
        String name = inFolder(path);
        if (name != null && disk.has(name)) {
            disk.open(name).sync();
        }
        if (withNames && path.startsWith(folder)) {
            disk.syncNames();
        }
    }

    private void change(TracedFile file, String call, String descriptor, String rest) {
        switch (call) {
            case "pwrite64" -> file.write(Long.parseLong(match(DATA, rest).group(2)), data(rest));
            case "pwritev", "pwritev2" ->
                file.write(Long.parseLong(find(BEHIND_PIECES, rest).group(1)), pieces(rest));
            case "write" -> append(file, descriptor, data(rest));
            case "writev" -> append(file, descriptor, pieces(rest));
            case "ftruncate" -> file.cut(Long.parseLong(rest.strip()));
            case "fallocate" -> {
                MatchResult room = match(ROOM, rest);
                file.extend(Long.parseLong(room.group(1)) + Long.parseLong(room.group(2)));
            }
            default -> throw new IllegalStateException("the database was changed by " + call);
        }
    }

    private void append(TracedFile file, String descriptor, byte[] bytes) {
        Long offset = offsets.get(descriptor);
        if (offset == null) {
            throw new IllegalStateException("nobody knows where a write goes");
        }
        file.write(offset, bytes);
        offsets.put(descriptor, offset + bytes.length);
    }

    private @Nullable String inFolder(Path path) {
        Path whole = folder.resolve(path).normalize();
        if (!whole.startsWith(folder)) {
            return null;
        }
        String name = folder.relativize(whole).toString();
        return matters.test(name) ? name : null;
    }

    private static List<Path> names(String arguments) {
        return NAME.matcher(arguments)
                .results()
                .map(name -> path(name.group(1)))
                .toList();
    }

    private static byte[] data(String rest) {
        return HEX.parseHex(match(DATA, rest).group(1));
    }

    private static byte[] pieces(String rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PIECE.matcher(rest).results().forEach(piece -> all.writeBytes(HEX.parseHex(piece.group(1))));
        return all.toByteArray();
    }

    private static MatchResult match(Pattern pattern, String rest) {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.matches()) {
            throw unknown(rest);
        }
        return matcher.toMatchResult();
    }

    private static MatchResult find(Pattern pattern, String rest) {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.find()) {
            throw unknown(rest);
        }
        return matcher.toMatchResult();
    }

    /** Megabytes may have been written at once: the end of the line tells more than the start. */
    private static IllegalStateException unknown(String rest) {
        return new IllegalStateException(
                "what strace says of a call is not understood: …" + rest.substring(Math.max(0, rest.length() - 100)));
    }

    /** strace writes names in hexadecimal too. */
    private static Path path(String text) {
        return Path.of(new String(HEX.parseHex(text), StandardCharsets.UTF_8));
    }
}
