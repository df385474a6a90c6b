package io.queuectl.examples.customstore;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Opens journals by {@code journal://PATH}, so that the command line finds them. Named in {@code META-INF/services}. */
public final class JournalStoreProvider implements StoreProvider {

    private static final String SCHEME = "journal://";

    @Override
    public String locationForm() {
        return "journal://PATH";
    }

    @Override
    public boolean accepts(String location) {
        return location.startsWith(SCHEME);
    }

    @Override
    public boolean exists(String location) {
        return path(location).toFile().length() > 0;
    }

    /** There is nobody to wait for: who has the file keeps it while it runs. */
    @Override
    public JobStore open(String location, OpenMode mode, Duration busyTimeout) {
        Path path = path(location);
        return mode == OpenMode.READ && !Files.exists(path)
                ? new JournalStore(Database.nowhere(path.toString()), () -> {})
                : Journal.at(path).open();
    }

    private static Path path(String location) {
        return Path.of(location.substring(SCHEME.length()));
    }
}
