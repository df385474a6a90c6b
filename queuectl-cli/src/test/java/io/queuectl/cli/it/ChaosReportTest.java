package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge of the kill test sees each fault when it is planted. */
final class ChaosReportTest {

    private static final ChaosReport.Kept DONE = new ChaosReport.Kept(JobState.COMPLETED, 0);

    @Test
    void aCleanRunHasNoFaults() {
        assertThat(report(List.of("1", "2"), Map.of("1", 1, "2", 1), Map.of("1", DONE, "2", DONE)))
                .isEmpty();
    }

    @Test
    void aLostJobIsSeen() {
        assertThat(report(List.of("1", "2"), Map.of("1", 1), Map.of("1", DONE)))
                .singleElement()
                .asString()
                .startsWith("lost: 2");
    }

    @Test
    void aStuckJobIsSeen() {
        var stuck = new ChaosReport.Kept(JobState.PROCESSING, 0);
        assertThat(report(List.of("1"), Map.of("1", 1), Map.of("1", stuck)))
                .singleElement()
                .asString()
                .startsWith("stuck: 1");
    }

    @Test
    void aJobCompletedWithoutARunIsSeen() {
        assertThat(report(List.of("1"), Map.of(), Map.of("1", DONE)))
                .singleElement()
                .asString()
                .startsWith("not run: 1");
    }

    @Test
    void aSecondRunIsAFaultUnlessALossExplainsIt() {
        assertThat(report(List.of("1"), Map.of("1", 2), Map.of("1", DONE)))
                .singleElement()
                .asString()
                .startsWith("unexplained: 1");
        assertThat(report(List.of("1"), Map.of("1", 2), Map.of("1", new ChaosReport.Kept(JobState.COMPLETED, 1))))
                .isEmpty();
    }

    private static List<String> report(
            List<String> acknowledged, Map<String, Integer> runs, Map<String, ChaosReport.Kept> jobs) {
        return new ChaosReport(acknowledged, runs, jobs).faults();
    }
}
