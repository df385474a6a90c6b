package io.queuectl.testkit.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The files below a folder as a disk has them that may lose its power. Names are kept as a journaling file system keeps them: what was made, renamed and deleted
 * comes to last in that order, at the next {@code fsync} of anything at the latest. For one thread.
 */
public final class TracedDisk {

    private final Path before;

    /** What the disk has of each name that was used; nothing where it was deleted. */
    private final Map<String, Optional<TracedFile>> lasting = new HashMap<>();

    /** What processes see. */
    private final Map<String, Optional<TracedFile>> seen = new HashMap<>();

    /** Steps from the one to the other, each at once or not at all. */
    private final List<Map<String, Optional<TracedFile>>> since = new ArrayList<>();

    /** @param before a folder with what lasted before anything was traced */
    TracedDisk(Path before) {
        this.before = before;
    }

    /** The file of that name, made if there is none. */
    TracedFile open(String name) throws IOException {
        Optional<TracedFile> known = known(name);
        if (known.isPresent()) {
            return known.get();
        }
        TracedFile made = new TracedFile(new byte[0]);
        step(Map.of(name, Optional.of(made)));
        return made;
    }

    boolean has(String name) throws IOException {
        return known(name).isPresent();
    }

    void rename(String from, String to) throws IOException {
        Optional<TracedFile> file = known(from);
        if (file.isEmpty()) {
            throw new IllegalStateException(from + " was renamed and is not there");
        }
        step(Map.of(from, Optional.empty(), to, file));
    }

    void delete(String name) throws IOException {
        if (has(name)) {
            step(Map.of(name, Optional.empty()));
        }
    }

    /** All names come to last as processes see them. */
    void syncNames() {
        since.forEach(lasting::putAll);
        since.clear();
    }

    private void step(Map<String, Optional<TracedFile>> names) {
        since.add(names);
        seen.putAll(names);
    }

    private Optional<TracedFile> known(String name) throws IOException {
        Optional<TracedFile> known = seen.get(name);
        if (known != null) {
            return known;
        }
        Path file = before.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Optional<TracedFile> old = Optional.of(new TracedFile(Files.readAllBytes(file)));
        seen.put(name, old);
        lasting.put(name, old);
        return old;
    }

    /**
     * Makes a folder what the disk has without all that was not synced.
     *
     * @param image holds what lasted before anything was traced
     */
    public void layDown(Path image) throws IOException {
        for (Map.Entry<String, Optional<TracedFile>> name : lasting.entrySet()) {
            if (name.getValue().isPresent()) {
                write(image.resolve(name.getKey()), name.getValue().get().lasting());
            } else {
                Files.deleteIfExists(image.resolve(name.getKey()));
            }
        }
    }

    /**
     * The same with some sectors of what was not synced, by chance, as disks and kernels write in any order, and some of the newest names.
     *
     * @param image holds what lasted before anything was traced
     */
    public void layDown(Path image, RandomGenerator random) throws IOException {
        Map<String, Optional<TracedFile>> reached = new HashMap<>(lasting);
        since.subList(0, random.nextInt(since.size() + 1)).forEach(reached::putAll);
        for (Map.Entry<String, Optional<TracedFile>> name : reached.entrySet()) {
            if (name.getValue().isPresent()) {
                write(image.resolve(name.getKey()), name.getValue().get().lasting(random::nextBoolean));
            } else {
                Files.deleteIfExists(image.resolve(name.getKey()));
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
