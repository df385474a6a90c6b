package io.queuectl.benchmarks.scale;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.race.Row;
import io.queuectl.benchmarks.race.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What enqueueing, draining and looking cost beside ever more waiting jobs, which were enqueued in bulk and never analysed. */
public final class Scale {

    private static final String RUN = "scale";
    private static final int MILLION = 1_000_000;
    private static final List<Integer> SIZES = List.of(10_000, 100_000, MILLION);
    private static final List<Integer> LARGE_SIZES = List.of(10_000, 100_000, MILLION, 10 * MILLION);
    private static final List<Integer> SMOKE = List.of(200, 400);
    private static final int ROUNDS = 3;

    private Scale() {}

    /**
     * Arguments: {@code --store NAME[,NAME]}, every store with files unless some are named; {@code --smoke} for next to nothing; sizes, by default up to a million and, on
     * SQLite and PostgreSQL, ten million jobs. Three rounds of each up to a million, one beyond; the smallest goes through an uncounted one first.
     */
    public static void main(String... line) throws Exception {
        List<Database> databases = List.of(Database.SQLITE, Database.H2, Database.POSTGRES);
        List<Integer> sizes = new ArrayList<>();
        boolean smoke = false;
        for (int i = 0; i < line.length; i++) {
            switch (line[i]) {
                case "--smoke" -> smoke = true;
                case "--store" ->
                    databases = Arrays.stream(line[++i].split(",", -1))
                            .map(Database::named)
                            .toList();
                default -> sizes.add(Integer.valueOf(line[i]));
            }
        }
        run(databases, smoke ? SMOKE : sizes);
    }

    /** @param sizes the usual ones if empty */
    private static void run(List<Database> databases, List<Integer> sizes) throws Exception {
        try (Sheet sheet = Sheet.create(RUN)) {
            for (Database database : databases) {
                measure(sheet, database, sizes.isEmpty() ? usual(database) : sizes);
            }
            System.out.println(ScaleTable.of(sheet.rows()));
            System.err.println("every value: " + sheet.file());
        }
    }

    private static List<Integer> usual(Database database) {
        return database == Database.SQLITE || database == Database.POSTGRES ? LARGE_SIZES : SIZES;
    }

    private static void measure(Sheet sheet, Database database, List<Integer> sizes) throws Exception {
        ScaleRound.run(database, sizes.get(0));
        for (int size : sizes) {
            for (int round = 1; round <= (size > MILLION ? 1 : ROUNDS); round++) {
                keep(sheet, database, size, round, ScaleRound.run(database, size));
            }
        }
    }

    private static void keep(Sheet sheet, Database database, int size, int round, Map<Figure, Double> figures)
            throws IOException {
        for (Map.Entry<Figure, Double> figure : figures.entrySet()) {
            Row row = new Row(
                    RUN,
                    database.text(),
                    database.durability(),
                    RUN,
                    "queuectl",
                    "default",
                    size,
                    round,
                    figure.getKey().text(),
                    figure.getKey().unit(),
                    figure.getValue());
            sheet.add(row);
            System.err.println(row.line());
        }
    }
}
