package io.queuectl.examples;

import io.queuectl.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every example runs, and what it says of its own result holds. */
@Timeout(60)
final class ExamplesTest {

    private static final String[] NONE = {};

    @Test
    void helloQueueGreets() throws Exception {
        HelloQueue.main(NONE);
    }

    @Test
    void aWebhookIsDeliveredAtTheThirdAttempt() throws Exception {
        WebhookDelivery.main(NONE);
    }

    @Test
    void picturesAreScaledAndOneThatIsNoneFailsAlone() throws Exception {
        Thumbnails.main(NONE);
    }

    @Test
    void aShutdownLosesNothingAndRepeatsNothing() throws Exception {
        GracefulShutdown.main(NONE);
    }

    @Test
    void aStoreFromOutsideHoldsAQueue() throws Exception {
        CustomStore.main(NONE);
    }

    @Test
    void aCodecFromOutsideReadsTwoVersionsAndRefusesAThird() throws Exception {
        CustomCodec.main(NONE);
    }

    @Test
    void anOrderAndItsMailGoInTogetherOrNotAtAll() throws Exception {
        OutboxEmail.main(NONE);
    }

    @Test
    void whatIsWantedOnceIsDoneOnce() throws Exception {
        UniqueJobs.main(NONE);
    }

    @Test
    void chaptersAreCountedSideBySideAndAddedUpOnce() throws Exception {
        FanOutFanIn.main(NONE);
    }

    @Test
    void anImportGoesOnWhereItsProcessDied() throws Exception {
        LongImport.main(NONE);
    }

    @Test
    void queuesLieInTwoDatabasesAndEachJobRunsOnce() throws Exception {
        try (io.queuectl.testkit.postgres.Scratch first = TestPostgres.database();
                io.queuectl.testkit.postgres.Scratch second = TestPostgres.database()) {
            SpreadQueues.main(new String[] {
                first.address().urlWithPassword(), second.address().urlWithPassword()
            });
        }
    }

    @Test
    void aReportIsMadeForEveryNightAlsoForThoseThatWereMissed() throws Exception {
        NightlyReport.main(NONE);
    }

    @Test
    void aThousandVirtualThreadsMeetOrTheExampleSaysWhyNot() throws Exception {
        VirtualThreads.main(NONE);
    }

    @Test
    void anApiIsCalledNoFasterAndNoMoreAtOnceThanItTakes() throws Exception {
        RateLimitedApi.main(NONE);
    }

    @Test
    void urgentJobsGoFirstAndAPausedQueueWaits() throws Exception {
        PriorityAndPause.main(NONE);
    }
}
