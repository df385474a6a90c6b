package io.queuectl.benchmarks.scale;

/** What is measured beside each backlog. */
enum Figure {
    ENQUEUE_BULK("enqueue-bulk", "jobs/s", "enqueue 1,000 a call, the last 100,000 of them"),
    ENQUEUE_ONE("enqueue-1", "jobs/s", "enqueue on 1 thread"),
    DRAIN("drain", "jobs/s", "drain of the first 40,000"),
    COUNTS("counts", "ms", "counts by queue and state"),
    NEXT("next-scheduled", "ms", "the next scheduled job"),
    SIZE("disk", "bytes/job", "size of the database");

    private final String text;
    private final String unit;
    private final String title;

    Figure(String text, String unit, String title) {
        this.text = text;
        this.unit = unit;
        this.title = title;
    }

    /** In a file. */
    String text() {
        return text;
    }

    String unit() {
        return unit;
    }

    /** In a table. */
    String title() {
        return title;
    }
}
