package io.queuectl.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What jobs said of themselves in the file they all append to, read as far as it goes. Thread-safe. */
public final class Told {

    static final String FILE = "told";

    /**
     * A start that was told, and perhaps its end.
     *
     * @param pid of the worker
     * @param hash of the payload it ran
     * @param ended 0 if it told no end
     */
    public record Run(String job, String token, long started, long pid, String hash, long ended) {

        Run ended(long at) {
            return new Run(job, token, started, pid, hash, at);
        }
    }

    private final Path file;

    /** By token, in the order of their starts. Guarded by this. */
    private final Map<String, Run> runs = new LinkedHashMap<>();

    /** Starts that were told twice under one token. Guarded by this. */
    private final List<Run> twice = new ArrayList<>();

    private long position;

    Told(Path directory) {
        file = directory.resolve(FILE);
    }

    /** Every run, in the order of their starts. */
    public synchronized List<Run> runs() {
        readOn();
        List<Run> all = new ArrayList<>(runs.values());
        all.addAll(twice);
        return all;
    }

    /** The run under that token, or {@code null}. */
    public synchronized @Nullable Run under(String token) {
        readOn();
        return runs.get(token);
    }

    /** The runs of that job. */
    public List<Run> of(String job) {
        return runs().stream().filter(run -> run.job().equals(job)).toList();
    }

    /** Those that the worker of that pid began, that have not told their end, and whose job was not begun again since. */
    public List<Run> under(long pid) {
        Map<String, Run> last = new LinkedHashMap<>();
        runs().forEach(run -> last.put(run.job(), run));
        return last.values().stream()
                .filter(run -> run.pid() == pid && run.ended() == 0)
                .toList();
    }

    /** How many starts were told. */
    public synchronized int starts() {
        readOn();
        return runs.size() + twice.size();
    }

    /** Guarded by this. */
    private void readOn() {
        if (!file.toFile().exists()) {
            return;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            byte[] more = new byte[(int) (open.length() - position)];
            open.seek(position);
            open.readFully(more);
            String text = new String(more, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().forEach(this::take);
            position += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("S")) {
            Run run = new Run(words[1], words[2], micros(words[3]), Long.parseLong(words[4]), words[5], 0);
            if (runs.putIfAbsent(run.token(), run) != null) {
                twice.add(run);
            }
        } else {
            runs.computeIfPresent(words[2], (token, run) -> run.ended(micros(words[3])));
        }
    }

    /** {@code EPOCHREALTIME}: seconds, a point or comma, and six digits. */
    private static long micros(String time) {
        return Long.parseLong(time.replaceAll("[^0-9]", ""));
    }
}
