package io.queuectl.store.postgres;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.UpgradeContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Databases of each schema since the first that was kept, as a build of then wrote them and {@code pg_dump} saved them. A new schema adds a file, which {@link #main} writes, and a class here. */
class UpgradeTest {

    /** Writes what is kept into a folder. Wants pg_dump on the PATH, not older than the server. */
    public static void main(String[] arguments) throws Exception {
        Path golden = Files.createDirectories(Path.of(arguments[0]));
        try (Scratch database = TestPostgres.database()) {
            try (JobStore store = PostgresStore.open(database.address().dataSource())) {
                String name = "schema-" + store.info().schema();
                UpgradeContract.keep(store, golden.resolve(name + ".ndjson"));
                Files.write(golden.resolve(name + ".sql"), dump(database.address()));
            }
        }
    }

    /** As inserts, which any connection can run; lines for psql alone are left out. */
    private static List<String> dump(Address address) throws IOException, InterruptedException {
        ProcessBuilder dump = new ProcessBuilder(
                        "pg_dump",
                        "--inserts",
                        "--no-owner",
                        "--schema=queuectl",
                        "--host=" + address.host(),
                        "--port=" + address.port(),
                        "--username=" + address.user(),
                        address.database())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        dump.environment().put("PGPASSWORD", address.password());
        Process process = dump.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pg_dump ended with " + process.exitValue());
        }
        return said.lines()
                .filter(line -> !line.startsWith("\\") && !line.startsWith("--") && !line.isBlank())
                .toList();
    }

    @Nested
    class FromSchema2 extends Kept {
        @Override
        protected String golden() {
            return "golden/schema-2";
        }
    }

    @Nested
    class FromSchema3 extends Kept {
        @Override
        protected String golden() {
            return "golden/schema-3";
        }
    }

    private abstract static class Kept extends UpgradeContract {

        @Override
        protected StoreFixture fixture() {
            Scratch database = TestPostgres.database();
            try {
                database.address().run(new String(kept(".sql"), StandardCharsets.UTF_8));
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return new StoreFixture() {
                @Override
                public JobStore open() {
                    return PostgresStore.open(database.address().dataSource());
                }

                @Override
                public void close() {
                    database.close();
                }
            };
        }
    }
}
