package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Payload;
import io.queuectl.cli.it.Scene.Stores;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two builds on one database: while workers and producers of the older one are at work, a newer one comes. */
@Execution(ExecutionMode.CONCURRENT)
class RollingUpgradeIT {

    private static final String OTHER_JAR = "queuectl.other.jar";

    /** The newer one takes the schema a step further. Whoever is at work goes on; whoever of the older ones starts now is refused. */
    @Scene(on = Stores.EVERY)
    void whoeverIsAtWorkGoesOnWhenTheSchemaChanges(CommandLine cli) throws IOException {
        LaterBuild later = LaterBuild.at(cli);
        cli.run("enqueue", "--id", "early", echo("early")).exits(0);
        try (JobStore store = cli.jobs().open(StoreProvider.OpenMode.WRITE);
                QueueCtl producer = QueueCtl.builder().store(store).build()) {
            Running worker = cli.start("worker", "start", "-n", "2").shows("early completed");

            later.run("enqueue --id first \"" + echo("first") + "\"").exits(0);
            bring(producer, cli, "older", 10);
            awaitCompleted(store, 12);

            int schema = store.info().schema();
            for (List<String> words : List.of(List.of("enqueue", "x"), List.of("list"), List.of("migrate"))) {
                cli.run(words.toArray(String[]::new)).refuses(7, "use a newer queuectl");
            }
            assertThat(store.info().schema()).isEqualTo(schema);

            later.run("worker start -d -n 2").exits(0);
            bring(producer, cli, "both", 20);
            awaitCompleted(store, 32);
            later.run("worker stop --wait").exits(0);
            worker.end().exits(0);
        }

        assertThat(Files.readAllLines(cli.directory().resolve("ran")))
                .hasSize(32)
                .doesNotHaveDuplicates();
        assertThat(later.run("list --all -o ndjson").exits(0).lines())
                .hasSize(32)
                .allMatch(job -> job.contains("\"state\":\"completed\"") && job.contains("\"losses\":0"));
    }

    /** Builds of one schema have nothing to refuse each other. */
    @Scene(on = Stores.EVERY)
    @EnabledIfSystemProperty(
            named = OTHER_JAR,
            matches = ".+",
            disabledReason = "wants another build's jar in -D" + OTHER_JAR)
    void buildsOfOneSchemaShareTheWork(CommandLine cli) throws IOException {
        String other = Path.of(System.getProperty("java.home"), "bin", "java") + " -jar "
                + System.getProperty(OTHER_JAR) + " ";
        cli.run("enqueue", "--id", "early", echo("early")).exits(0);
        cli.shell(other + "worker start -d -n 2").exits(0);
        cli.run("worker", "start", "-d", "-n", "2").exits(0);
        for (int i = 0; i < 10; i++) {
            cli.run("enqueue", "--id", "this-" + i, echo("this-" + i)).exits(0);
            cli.shell(other + "enqueue --id other-" + i + " \"" + echo("other-" + i) + "\"")
                    .exits(0);
        }
        cli.jobs().await(JobState.COMPLETED, 21);
        cli.shell(other + "list --all -o id").exits(0);
        cli.shell(other + "doctor").exits(0);
        cli.shell(other + "worker stop --wait").exits(0);

        assertThat(Files.readAllLines(cli.directory().resolve("ran")))
                .hasSize(21)
                .doesNotHaveDuplicates();
    }

    private static String echo(String text) {
        return "echo " + text + " >> ran";
    }

    private static void bring(QueueCtl producer, CommandLine cli, String name, int count) {
        for (int i = 0; i < count; i++) {
            String command = echo(name + "-" + i);
            producer.enqueue(JobRequest.of(
                            "shell",
                            Payload.of(
                                    "{\"command\":\"" + command + "\",\"cwd\":\"" + cli.directory() + "\",\"env\":{}}"))
                    .id(name + "-" + i));
        }
    }

    private static void awaitCompleted(JobStore store, long jobs) {
        await(jobs + " jobs completed")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> store.queries().counts().stream()
                                .filter(count -> count.state() == JobState.COMPLETED)
                                .mapToLong(StateCount::count)
                                .sum()
                        == jobs);
    }
}
