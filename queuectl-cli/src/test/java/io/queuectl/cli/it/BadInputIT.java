package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong, all of it, on every store that it touches: each entry of the table is refused with its exit code and one line that names the value, a
 * hint, no stack trace, and leaves what is there as it was; or it is put up with in the way that it says.
 */
class BadInputIT {

    /** Seeded once: whoever changes something there is caught. */
    private static final Map<TestedStore, BadPlace> PLACES = new EnumMap<>(TestedStore.class);

    private static List<BadRow> table() {
        return Stream.of(
                        BadWords.rows(),
                        BadJobs.rows(),
                        BadTimes.rows(),
                        BadMoves.rows(),
                        BadFiles.rows(),
                        BadDatabases.rows(),
                        BadServers.rows(),
                        BadRuns.rows(),
                        BadCalls.rows())
                .flatMap(rows -> rows)
                .toList();
    }

    static Stream<Arguments> rows() {
        return table().stream().flatMap(row -> row.stores().stream().map(store -> Arguments.of(row, store)));
    }

    @ParameterizedTest(name = "{0} [{1}]")
    @MethodSource("rows")
    void endsAsTheTableSays(BadRow row, TestedStore store) throws Exception {
        if (row.isSeeded()) {
            try (BadPlace place = seeded(store).again()) {
                row.playAt(place);
            }
            return;
        }
        BadPlace place = BadPlace.on(store);
        try {
            row.playAt(place);
        } finally {
            place.remove();
        }
    }

    @Test
    void everyRowIsThere() {
        List<Integer> there =
                table().stream().map(BadRow::number).distinct().sorted().toList();

        assertThat(there)
                .isEqualTo(IntStream.rangeClosed(1, BadRow.ROWS).boxed().toList());
    }

    private static BadPlace seeded(TestedStore store) throws IOException {
        BadPlace place = PLACES.get(store);
        if (place == null) {
            place = BadPlace.on(store).seeded();
            PLACES.put(store, place);
        }
        return place;
    }

    @AfterAll
    static void remove() throws IOException {
        for (BadPlace place : PLACES.values()) {
            place.remove();
        }
        PLACES.clear();
    }
}
