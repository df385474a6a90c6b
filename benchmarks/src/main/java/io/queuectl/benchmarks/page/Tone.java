package io.queuectl.benchmarks.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The colour of a contender, the same in every chart: one for a light ground and one for a dark one. */
enum Tone {
    QUEUECTL("#0969da", "#58a6ff"),
    RAW("#6e7781", "#8b949e"),
    DB_SCHEDULER("#bc4c00", "#f0883e"),
    JOBRUNR("#cf222e", "#ff7b72"),
    QUARTZ("#8250df", "#bc8cff"),
    GRAPHILE_WORKER("#1a7f37", "#3fb950"),
    PG_BOSS("#9a6700", "#d29922"),
    PLAINJOB("#bf3989", "#f778ba"),
    BULLMQ("#0a7b83", "#39c5cf"),
    OTHER("#57606a", "#c9d1d9");

    private final String light;
    private final String dark;

    Tone(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** A variant has the colour of what its name begins with. */
    static Tone of(String contender) {
        return Arrays.stream(values())
                .filter(tone -> contender.startsWith(tone.contender()))
                .findFirst()
                .orElse(OTHER);
    }

    private String contender() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For what is filled with it. */
    String fill() {
        return "f-" + contender();
    }

    /** For a line in it. */
    String stroke() {
        return "s-" + contender();
    }

    /** The style sheet of a chart: of a light page, and over it that of a dark one. */
    static String style() {
        return sheet(false, "#ffffff", "#1f2328", "#59636e", "#d1d9e0")
                + "\n@media (prefers-color-scheme: dark) {\n"
                + sheet(true, "#0d1117", "#f0f6fc", "#9198a1", "#3d444d")
                + "\n}";
    }

    private static String sheet(boolean dark, String ground, String text, String quiet, String grid) {
        return """
                .ground { fill: %s }
                .text { fill: %s }
                .quiet { fill: %s }
                .grid { stroke: %s }
                .whisker { stroke: %s }
                """.formatted(ground, text, quiet, grid, text)
                + Arrays.stream(values())
                        .map(tone -> ".%s { fill: %s } .%s { stroke: %s }"
                                .formatted(tone.fill(), tone.colour(dark), tone.stroke(), tone.colour(dark)))
                        .collect(Collectors.joining("\n"));
    }

    private String colour(boolean onDark) {
        return onDark ? dark : light;
    }
}
