package io.queuectl.benchmarks.page;

/**
 * Who was measured, and on what.
 *
 * @param store as on a command line: {@code h2-memory}
 * @param durability in words
 * @param setting of the contender: {@code k=500}, {@code default}, {@code best(…)}, {@code sweep(…)}; may be empty
 */
record Subject(String store, String durability, String contender, String setting) {

    boolean own() {
        return contender.equals("queuectl");
    }

    /** The raw database that others are compared to: on one connection with the same indexes, 500 jobs a commit. */
    boolean yardstick() {
        return contender.equals("raw") && setting.equals("k=500");
    }

    /** One try of many on the way to a contender's best. */
    boolean sweep() {
        return setting.startsWith("sweep(");
    }

    /** Whether the other is the same contender at the best of its settings, and this one at its defaults. */
    boolean isBettered(Subject other) {
        return setting.equals("default") && other.contender.equals(contender) && other.setting.startsWith("best(");
    }

    /**
     * In full, for a table.
     *
     * @param usual durability that needs no mention
     */
    String label(String usual) {
        return name() + remark(usual);
    }

    /** For a chart, without what the best setting is: {@code db-scheduler, best}. */
    String brief(String usual) {
        int bracket = name().indexOf('(');
        return (bracket < 0 ? name() : name().substring(0, bracket)) + remark(usual);
    }

    private String name() {
        return setting.isEmpty() ? contender : contender + ", " + setting;
    }

    private String remark(String usual) {
        return durability.equals(usual) ? "" : " (" + durability + ")";
    }
}
