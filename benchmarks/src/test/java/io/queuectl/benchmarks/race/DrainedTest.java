package io.queuectl.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Queuectl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every drain of a race goes through the same check; here it is seen to fail. */
final class DrainedTest {

    private static final int JOBS = 50;

    @Test
    void aDrainThatRanEachJobOnceIsBelieved() throws Exception {
        Drained drained = drain((tally, number) -> {
            tally.run(number);
            return true;
        });
        assertThat(drained.jobs()).isEqualTo(JOBS);
        assertThat(drained.capped()).isFalse();
    }

    @Test
    void theEngineIsHeldToTheSameCheck() throws Exception {
        assertThat(drain(new Queuectl(), Duration.ofSeconds(30)).jobs()).isEqualTo(JOBS);
    }

    @Test
    void aLossIsSeen() {
        assertThatThrownBy(() -> drain((tally, number) -> true))
                .hasMessage("50 jobs are finished in the database and 49 ran");
    }

    @Test
    void aLossThatAnotherRunCoversIsSeen() {
        assertThatThrownBy(() -> drain((tally, number) -> {
                    tally.run(8);
                    return true;
                }))
                .hasMessage("job 7 ran 0 times");
    }

    @Test
    void aDuplicateIsSeen() {
        assertThatThrownBy(() -> drain((tally, number) -> {
                    tally.run(number);
                    tally.run(number);
                    return true;
                }))
                .hasMessage("job 7 ran 2 times");
    }

    @Test
    void aJobThatRanAndIsNotFinishedIsSeen() {
        assertThatThrownBy(() -> drain((tally, number) -> {
                    tally.run(number);
                    return false;
                }))
                .hasMessage("1 of 50 jobs are not finished in the database");
    }

    @Test
    void aDrainThatTakesTooLongIsCutShortAndSaysSo() throws Exception {
        Drained drained = drain((tally, number) -> false);
        assertThat(drained.jobs()).isEqualTo(JOBS - 1);
        assertThat(drained.capped()).isTrue();
    }

    private static Drained drain(PlantedContender.Defect defect) throws Exception {
        return drain(new PlantedContender(defect), Duration.ofMillis(50));
    }

    private static Drained drain(Contender contender, Duration cap) throws Exception {
        Scale scale = new Scale(
                1,
                JOBS,
                JOBS,
                JOBS,
                Duration.ofMillis(20),
                cap,
                Duration.ofSeconds(30),
                1,
                new Scale.Curves(List.of(), List.of(), List.of(), List.of()));
        Course course = new Course(Database.H2_MEMORY, contender, scale, JOBS, (phase, metric, unit, value) -> {});
        return Drained.run(course, Order.of(JOBS));
    }
}
