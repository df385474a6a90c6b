package io.queuectl.core.spi;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An empty database of the same kind and in the same place as another one, to be measured in its stead. It is gone with all that is in it at its close; what
 * a program leaves that is killed, the next one removes that makes a scratch database in that place. For one thread.
 */
public interface ScratchDatabase extends AutoCloseable {

    /** The store in it. The caller closes it before it opens another, and before this is closed. */
    JobStore open();

    Kind kind();

    /** Where its files are, on the same device as those of the other; {@code null} where a server keeps them. */
    @Nullable
    Path folder();

    /** Removes it. Throws {@link io.queuectl.api.StoreException} if it could not. */
    @Override
    void close();

    /** What keeps it, and what a commit waits for. */
    enum Kind {
        /** Files of this host, synced at each commit. */
        SYNCED_FILES,
        /** Files of this host that are written at each commit and never synced. */
        FILES,
        /** A server, which is asked and answers. */
        SERVER
    }
}
