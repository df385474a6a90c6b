package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that processes have of their own, as if their host's had been set: told by libfaketime, a library that is loaded before all others, from a file that it reads again every second.
 * The monotonic clock goes on as it is. Thread-safe.
 */
final class WallClock {

    private static final String LIBRARY = "libfaketimeMT.so.1";

    /** Times between which so much lies are not by the same clock. */
    private static final Duration FAR = Duration.ofMinutes(30);

    private final Path library;
    private final Path file;
    private volatile int hours;

    private WallClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** One that is so many hours ahead, or behind. Skips the test where there is none to be had, as {@link Means} says. */
    static WallClock ahead(int hours, Path file) {
        Optional<Path> library = library();
        Means.require(library.isPresent(), "no " + LIBRARY + ": clocks cannot be set");
        WallClock clock = new WallClock(library.orElseThrow(), file);
        clock.set(hours);
        return clock;
    }

    /** Where Debian and its kin have it. */
    private static Optional<Path> library() {
        try (Stream<Path> machines = Files.list(Path.of("/usr/lib"))) {
            return machines.map(machine -> machine.resolve("faketime").resolve(LIBRARY))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    int hours() {
        return hours;
    }

    /** Sets it. Who goes by it sees that within a second. */
    void set(int ahead) {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(written, "%+d".formatted(Duration.ofHours(ahead).toSeconds()));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        hours = ahead;
    }

    /** Whether such a time was told by it, as it is set now, a moment ago. */
    boolean told(Instant time) {
        Instant now = InstantSource.system().instant().plus(Duration.ofHours(hours));
        return Duration.between(time, now).abs().compareTo(FAR) < 0;
    }

    /** What a process is started with that goes by it. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("LD_PRELOAD", library.toString());
        variables.put("FAKETIME_TIMESTAMP_FILE", file.toString());
        variables.put("FAKETIME_CACHE_DURATION", "1");
        // Of the two names each is understood by some releases.
        variables.put("DONT_FAKE_MONOTONIC", "1");
        variables.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // A remedy for an older C library, with which waits by the monotonic clock end at once, or long after their
        // time.
        variables.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        variables.put("NO_FAKE_STAT", "1");
        return variables;
    }
}
