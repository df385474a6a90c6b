package io.queuectl.chaos;

import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of database that chaos is made on. */
public enum Place {
    SQLITE {
        @Override
        Site site(Path directory) {
            return new Site(directory.resolve("queue.db").toString(), () -> {});
        }
    },
    /** Several processes share the file through the server that the first of them is for the others. */
    H2 {
        @Override
        Site site(Path directory) {
            return new Site("jdbc:h2:" + directory.resolve("queue") + ";AUTO_SERVER=TRUE", () -> {});
        }
    },
    POSTGRES {
        @Override
        Site site(Path directory) {
            Scratch schema = TestPostgres.schema();
            return new Site(schema.address().with("schema", schema.name()).shortUrl(), schema::close);
        }
    };

    /**
     * Where a new database will be.
     *
     * @param location as given to {@code --db}
     * @param drop takes away what is not in the directory
     */
    record Site(String location, Runnable drop) {}

    abstract Site site(Path directory);

    /**
     * The kinds on which a scenario is played: all with the profile {@code chaos}, else its own; or those that the system property {@code chaos.stores}
     * names, separated by commas.
     */
    public static Stream<Place> orElse(Place own) {
        String named = System.getProperty("chaos.stores", "");
        if (!named.isBlank()) {
            return Arrays.stream(named.split(","))
                    .map(name -> Place.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
        return Boolean.getBoolean("chaos.full") ? Stream.of(values()) : Stream.of(own);
    }
}
