package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Queues that are looked at, paused, drained and limited from another terminal. */
@Execution(ExecutionMode.CONCURRENT)
class QueueScenarioIT {

    @Scene(on = Stores.EVERY)
    void aPausedQueueWaitsWhileAWorkerRunsAndGoesOnWhenItIsResumed(CommandLine cli) {
        cli.run("pause", "media").exits(0).prints("media paused");
        cli.run("enqueue", "--id", "m", "--queue", "media", "--command", "true").exits(0);
        Running worker = cli.start("worker", "start", "-n", "2").shows("2 workers started");
        cli.run("enqueue", "--id", "other", "--command", "true").exits(0);
        cli.jobs().await("other", JobState.COMPLETED);
        assertThat(cli.jobs().job("m").state()).isEqualTo(JobState.PENDING);
        cli.run("queues").exits(0).printsLine("media +1 .*paused.*");

        cli.run("resume", "media").exits(0).prints("media open");
        cli.jobs().await("m", JobState.COMPLETED);
        cli.run("worker", "stop").exits(0);
        worker.end().exits(0);
    }

    @Scene(on = Stores.IN_TURN)
    void aDrainedQueueRefusesJobsAndIsWorkedOff(CommandLine cli) {
        cli.run("enqueue", "--id", "m", "--queue", "media", "--command", "true").exits(0);
        cli.run("drain", "media").exits(0).prints("media draining");
        cli.run("enqueue", "--queue", "media", "--command", "true")
                .refuses(4, "queue media is being drained")
                .says("queuectl resume");
        cli.run("worker", "start", "--until-empty").exits(0);

        assertThat(cli.jobs().job("m").state()).isEqualTo(JobState.COMPLETED);
        cli.run("resume", "media").exits(0);
        cli.run("enqueue", "--queue", "media", "--command", "true").exits(0);
    }

    @Scene(on = Stores.IN_TURN)
    void limitsAreSetShownAndTakenAway(CommandLine cli) {
        cli.run("limit", "media", "--running", "2", "--rate", "100/s+500")
                .exits(0)
                .prints("media running=2 rate=100/s+500 waiting=none");
        cli.run("limit", "media", "--waiting", "1").exits(0).prints("media running=2 rate=100/s+500 waiting=1");
        cli.run("queues", "-o", "json").exits(0).prints("\"max_running\":2").prints("\"rate\":\"100/s+500\"");
        cli.run("enqueue", "--queue", "media", "--command", "true").exits(0);
        cli.run("enqueue", "--queue", "media", "--command", "true")
                .refuses(5, "queue media has no room")
                .says("--wait");
        cli.run("enqueue", "--queue", "media", "--wait", "50ms", "--command", "true")
                .refuses(5, "queue media has no room");

        cli.run("limit", "media", "--running", "none", "--rate", "none", "--waiting", "none")
                .exits(0)
                .prints("media running=none rate=none waiting=none");
        cli.run("enqueue", "--queue", "media", "--command", "true").exits(0);
    }

    @Scene
    void aLimitedQueueRunsOneJobAtATime(CommandLine cli) {
        cli.run("limit", "default", "--running", "1").exits(0);
        for (int i = 0; i < 4; i++) {
            cli.run("enqueue", "mkdir lock && sleep 0.2 && rmdir lock", "--retries", "1")
                    .exits(0);
        }
        cli.run("worker", "start", "-n", "4", "--until-empty").exits(0);

        cli.run("list", "--state", "completed", "-o", "id")
                .exits(0)
                .printsLine("1")
                .printsLine("4");
        cli.run("dlq", "-o", "id").exits(0).prints("");
    }

    @Scene
    void whatWaitsInAPausedQueueIsNotWaitedFor(CommandLine cli) {
        cli.run("pause", "media").exits(0);
        cli.run("enqueue", "--id", "m", "--queue", "media", "--command", "true").exits(0);
        cli.run("enqueue", "--id", "d", "--command", "true").exits(0);
        cli.start("worker", "start", "--until-empty")
                .shows("1 job waits in paused queues: media")
                .end()
                .exits(0);

        assertThat(cli.jobs().job("d").state()).isEqualTo(JobState.COMPLETED);
        assertThat(cli.jobs().job("m").state()).isEqualTo(JobState.PENDING);
    }

    @Scene
    void queuesShareSlotsByWeightOrInAStrictOrder(CommandLine cli) throws IOException {
        for (int i = 0; i < 3; i++) {
            cli.run("enqueue", "--queue", "bulk", "--command", "echo bulk >> order")
                    .exits(0);
            cli.run("enqueue", "--queue", "urgent", "--command", "echo urgent >> order")
                    .exits(0);
        }
        cli.run("enqueue", "--id", "other", "--command", "true").exits(0);
        cli.run("worker", "start", "--strict", "urgent,bulk", "--until-empty").exits(0);
        assertThat(Files.readAllLines(cli.directory().resolve("order")))
                .containsExactly("urgent", "urgent", "urgent", "bulk", "bulk", "bulk");
        assertThat(cli.jobs().job("other").state()).isEqualTo(JobState.PENDING);

        cli.run("enqueue", "--queue", "bulk", "--id", "b", "--command", "true").exits(0);
        cli.start(
                        "worker",
                        "start",
                        "-n",
                        "2",
                        "--weight",
                        "bulk=3",
                        "--weight",
                        "urgent=1",
                        "-q",
                        "default=1",
                        "--until-empty")
                .shows("3 workers started")
                .end()
                .exits(0);
        assertThat(cli.jobs().job("b").state()).isEqualTo(JobState.COMPLETED);
        assertThat(cli.jobs().job("other").state()).isEqualTo(JobState.COMPLETED);

        cli.run("worker", "start", "--weight", "a=1", "--strict", "b").refuses(2, "exclude each other");
        cli.run("worker", "start", "--weight", "a").refuses(2, "lacks a number");
        cli.run("worker", "start", "--weight", "a=0").refuses(2, "--weight a");
        cli.run("worker", "start", "--strict", "a,a").refuses(2, "given twice");
        cli.run("worker", "start", "--strict", "a,b", "-q", "b").refuses(2, "given twice");
    }

    @Scene
    void badLimitsAreRefusedAndChangeNothing(CommandLine cli) {
        cli.run("limit", "media").exits(2);
        cli.run("limit", "media", "--running", "0").exits(2);
        cli.run("limit", "media", "--rate", "fast").refuses(2, "fast").says("100/s");
        cli.run("limit", "me dia", "--running", "1").exits(2);
        cli.run("pause", "media", "me dia").exits(2);
        cli.run("queues", "-o", "json").exits(0).printsNot("queue");
    }
}
