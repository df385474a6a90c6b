package io.queuectl.benchmarks.page;

/**
 * One measured number, a line of a results file.
 *
 * @param run that it was taken in
 */
record Reading(String run, Subject subject, Measure measure, double value) {

    static final String HEADER = "run,store,durability,phase,contender,setting,size,round,metric,unit,value";

    private static final int CELLS = 11;

    /** @throws IllegalArgumentException if the line is not one under the {@link #HEADER} */
    static Reading of(String line) {
        var cells = Csv.cells(line);
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException(
                    "a line of results has " + CELLS + " cells, this one " + cells.size() + ": " + line);
        }
        return new Reading(
                cells.get(0),
                new Subject(cells.get(1), cells.get(2), cells.get(4), cells.get(5)),
                new Measure(cells.get(3), Long.parseLong(cells.get(6)), cells.get(8), cells.get(9)),
                Double.parseDouble(cells.get(10)));
    }
}
