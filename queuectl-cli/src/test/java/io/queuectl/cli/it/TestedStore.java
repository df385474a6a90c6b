package io.queuectl.cli.it;

import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.nio.file.Path;

/** The kinds of database that the command line is tried on. */
enum TestedStore {
    SQLITE {
        @Override
        TestedDatabase database(Path directory) {
            return new TestedDatabase(directory.resolve("queue.db").toString(), () -> {});
        }
    },
    /** Several processes share the file through the server that the first of them is for the others. */
    H2 {
        @Override
        TestedDatabase database(Path directory) {
            return new TestedDatabase("jdbc:h2:" + directory.resolve("queue") + ";AUTO_SERVER=TRUE", () -> {});
        }
    },
    POSTGRES {
        @Override
        TestedDatabase database(Path directory) {
            Scratch schema = TestPostgres.schema();
            return new TestedDatabase(
                    schema.address().with("schema", schema.name()).shortUrl(), schema::close);
        }
    };

    /** An empty one; files go into that directory. */
    abstract TestedDatabase database(Path directory);
}
