package io.queuectl.cli.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** This build as a later one may be: it knows one step of the schema more, which lies before the jar on its class path. */
record LaterBuild(CommandLine cli, String command) {

    /** Steps of the kind that alone are allowed: what is there stays as it is. */
    private static final Map<String, String> STEPS = Map.of("sqlite", """
            ALTER TABLE $.job ADD COLUMN colour TEXT;
            CREATE TABLE $.colour (name TEXT PRIMARY KEY, shade TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX $.job_colour ON job (colour) WHERE colour IS NOT NULL;
            """, "h2", """
            ALTER TABLE $.job ADD COLUMN IF NOT EXISTS colour VARCHAR(40);
            CREATE TABLE IF NOT EXISTS $.colour (name VARCHAR(40) PRIMARY KEY, shade VARCHAR(40) NOT NULL);
            CREATE INDEX IF NOT EXISTS $.job_colour ON $.job (colour);
            """, "postgres", """
            ALTER TABLE $.job ADD COLUMN colour text;
            CREATE TABLE $.colour (name text PRIMARY KEY, shade text NOT NULL);
            CREATE INDEX job_colour ON $.job (colour) WHERE colour IS NOT NULL;
            """);

    static LaterBuild at(CommandLine cli) throws IOException {
        Path folder = Files.createTempDirectory(cli.directory(), "later");
        for (Map.Entry<String, String> step : STEPS.entrySet()) {
            String migrations = "io/queuectl/store/" + step.getKey() + "/migrations";
            String steps = known(migrations + "/steps");
            String name = "V%03d__colour.sql".formatted(steps.lines().count() + 1);
            Path place = Files.createDirectories(folder.resolve(migrations));
            Files.writeString(place.resolve("steps"), steps + name + "\n");
            Files.writeString(place.resolve(name), step.getValue());
        }
        return new LaterBuild(
                cli,
                Path.of(System.getProperty("java.home"), "bin", "java") + " -cp " + folder + ":"
                        + System.getProperty("queuectl.jar") + " io.queuectl.cli.Main ");
    }

    private static String known(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LaterBuild.class.getClassLoader().getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Runs a command line to its end. */
    Finished run(String words) {
        return cli.shell(command + words);
    }
}
