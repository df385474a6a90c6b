package io.queuectl.store.h2;

import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.SchemaStep;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.ScratchFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens H2 databases by URL. One in memory is refused: it would end with the program that was told of it. */
public final class H2StoreProvider implements StoreProvider {

    @Override
    public String locationForm() {
        return "jdbc:h2:PATH or jdbc:h2:tcp://HOST/PATH";
    }

    @Override
    public boolean accepts(String location) {
        if (!H2Url.isOne(location)) {
            return false;
        }
        H2Address.parse(location);
        return true;
    }

    @Override
    public boolean exists(String location) {
        return H2Address.parse(location).exists();
    }

    @Override
    public JobStore open(String location, OpenMode mode, Duration busyTimeout) {
        H2Options options = H2Options.DEFAULTS.lockTimeout(busyTimeout);
        return new H2Opening(mode == OpenMode.READ ? options.readOnly() : options).open(H2Address.parse(location));
    }

    @Override
    public List<SchemaStep> schemaSteps(String location) {
        return Migrator.scripts(H2Schema.DIALECT);
    }

    @Override
    public int schemaVersion(String location, Duration busyTimeout) {
        return new H2Opening(H2Options.DEFAULTS.lockTimeout(busyTimeout).readOnly())
                .schemaVersion(H2Address.parse(location));
    }

    @Override
    public ScratchDatabase scratch(String location, Duration busyTimeout) {
        H2Address address = H2Address.parse(location);
        Path file = address.file();
        if (file == null) {
            throw new UnsupportedOperationException("a server of H2 keeps " + address.location()
                    + ": only on its host, by jdbc:h2:PATH, can another database be made beside it");
        }
        H2Opening opening = new H2Opening(H2Options.DEFAULTS.lockTimeout(busyTimeout));
        return ScratchFolder.beside(file, ScratchDatabase.Kind.FILES, folder -> opening.open(address.in(folder)));
    }

    @Override
    public Backups backups(String location, Duration busyTimeout) {
        return new H2Backups(H2Address.parse(location), H2Options.DEFAULTS.lockTimeout(busyTimeout));
    }

    @Override
    public Examination examine(String location, OpenMode mode, Duration busyTimeout) {
        H2Address address = H2Address.parse(location);
        H2Options options = H2Options.DEFAULTS.lockTimeout(busyTimeout);
        return mode == OpenMode.READ
                ? new H2Opening(options.readOnly()).examine(address.toRead())
                : new H2Opening(options).examine(address);
    }

    @Override
    public Chronicle chronicle(String location, Duration busyTimeout) {
        return new H2Opening(H2Options.DEFAULTS.lockTimeout(busyTimeout).readOnly())
                .chronicle(H2Address.parse(location).toRead());
    }
}
