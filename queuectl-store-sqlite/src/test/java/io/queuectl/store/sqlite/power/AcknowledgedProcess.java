package io.queuectl.store.sqlite.power;

import io.queuectl.store.sqlite.SqliteOptions;
import io.queuectl.store.sqlite.SqliteStore;
import io.queuectl.testkit.power.AcknowledgedWork;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process of {@link PowerLossTest}, under strace. Arguments: the database, the file for acknowledgements, the durability, how many jobs. */
final class AcknowledgedProcess {

    private AcknowledgedProcess() {}

    public static void main(String[] arguments) throws Exception {
        SqliteOptions options = SqliteOptions.DEFAULTS.durability(SqliteOptions.Durability.valueOf(arguments[2]));
        try (OutputStream acknowledged = Files.newOutputStream(Path.of(arguments[1]))) {
            new AcknowledgedWork(acknowledged::write)
                    .run(SqliteStore.open(Path.of(arguments[0]), options), Integer.parseInt(arguments[3]));
        }
    }
}
