package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.chaos.app.Handlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Handlers that use up the memory or the stack, end their thread and hear no interrupt, in a process with little memory: the good jobs are all done, the bad ones dead. With
 * {@code ExitOnOutOfMemoryError} the process dies each time instead, and is started again.
 */
@ExtendWith(Figures.class)
final class HandlersIT {

    private static final int GOOD = Boolean.getBoolean("chaos.full") ? 500 : 50;
    private static final int BAD = Boolean.getBoolean("chaos.full") ? 5 : 1;
    private static final int SORTS = 4;

    static Stream<Place> places() {
        return Place.orElse(Place.H2);
    }

    @ParameterizedTest
    @MethodSource("places")
    void badHandlersFailAlone(Place place, Figures.Table figures) {
        play(place, figures, "handlers that ruin the process", List.of("-Xmx48m"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void processesThatDieForWantOfMemoryLoseNothing(Place place, Figures.Table figures) {
        play(
                place,
                figures,
                "the same, the process ends without memory",
                List.of("-Xmx48m", "-XX:+ExitOnOutOfMemoryError"));
    }

    private static void play(Place place, Figures.Table figures, String scenario, List<String> options) {
        try (Cluster cluster = Cluster.on(place, "handlers")) {
            String location = cluster.location();
            String good = Integer.toString(GOOD);
            String bad = Integer.toString(BAD);
            assertThat(cluster.program("e", List.of(), Handlers.class, location, "enqueue", good, bad)
                            .end())
                    .isZero();
            int deaths = 0;
            while (true) {
                Program node = cluster.program("h" + cluster.serial(), options, Handlers.class, location, "work");
                if (node.end(Duration.ofMinutes(3)) == 0) {
                    break;
                }
                deaths++;
                assertThat(deaths).as(node.said()).isLessThanOrEqualTo(3 * BAD * SORTS + 3);
            }
            Database database = cluster.database();
            figures.add(
                    scenario,
                    cluster,
                    "%d good jobs, %d completed; %d bad ones, %d dead; the process died %d times"
                            .formatted(
                                    GOOD,
                                    database.count(JobState.COMPLETED),
                                    BAD * SORTS,
                                    database.count(JobState.DEAD),
                                    deaths));
            assertThat(database.count(JobState.COMPLETED)).isEqualTo(GOOD);
            assertThat(database.count(JobState.DEAD)).isEqualTo((long) BAD * SORTS);
        }
    }
}
