package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs that are found by what they were tagged with, and jobs that are wanted once. */
@Execution(ExecutionMode.CONCURRENT)
class FoundJobScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void jobsAreFoundByTheirTags(CommandLine cli) {
        cli.run("enqueue", "--id", "one", "--tag", "tenant=acme", "--tag", "trace=1", "true")
                .exits(0);
        cli.run("enqueue", "{\"id\":\"two\",\"command\":\"true\",\"tags\":{\"tenant\":\"acme\"}}")
                .exits(0);
        cli.run("enqueue", "--id", "three", "true").exits(0);

        cli.run("list", "--tag", "tenant=acme").exits(0).prints("one", "two").printsNot("three");
        cli.run("list", "--tag", "tenant=acme", "--tag", "trace=1")
                .exits(0)
                .prints("one")
                .printsNot("two");
        cli.run("show", "one").exits(0).printsLine("Tags +tenant=acme, trace=1");
    }

    @Scene(on = Stores.IN_TURN)
    void aUniqueKeyAddsOneJobUntilItIsDone(CommandLine cli) {
        cli.run("enqueue", "--unique", "nightly", "--id", "first", "echo one").exits(0);
        cli.run("enqueue", "--unique", "nightly", "echo two").exits(0).prints("found id=first cmd=echo two");
        cli.run("enqueue", "--unique", "nightly", "echo two", "-o", "json")
                .exits(0)
                .prints("\"id\":\"first\"", "\"added\":false");
        cli.run("enqueue", "--unique", "other", "echo two", "-o", "ndjson")
                .exits(0)
                .prints("\"added\":true");
        cli.run("enqueue", "--unique", "nightly", "--on-conflict", "fail", "echo three")
                .refuses(4, "\"nightly\" is held by job first");
        cli.run("worker", "start", "--until-empty").exits(0);
        cli.run("enqueue", "--unique", "nightly", "--id", "second", "echo four").exits(0);

        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(2);
        assertThat(cli.jobs().job("second").state()).isEqualTo(JobState.PENDING);
    }

    @Scene(on = Stores.IN_TURN)
    void aBatchTellsWhatItFoundFromWhatItAdded(CommandLine cli) {
        cli.run("enqueue", "--unique", "k", "--id", "held", "true").exits(0);

        cli.run("batch", "[{\"command\":\"true\",\"unique\":\"k\"},{\"id\":\"new\",\"command\":\"true\"}]")
                .exits(0)
                .prints("found id=held", "enqueued id=new")
                .says("enqueued 1 job, found 1 there");
        assertThat(cli.jobs().count()).isEqualTo(2);
    }

    @Scene
    void aJobThatWaitsIsReplaced(CommandLine cli) {
        cli.run("enqueue", "--unique", "save", "--on-conflict", "reschedule", "--delay", "1h", "echo draft")
                .exits(0);
        cli.run("enqueue", "--unique", "save", "--on-conflict", "reschedule", "--delay", "0s", "echo final")
                .exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(1);
        cli.run("logs", "1").exits(0).prints("final");
    }
}
