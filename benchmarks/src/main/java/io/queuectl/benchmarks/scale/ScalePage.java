package io.queuectl.benchmarks.scale;

import io.queuectl.benchmarks.page.Markers;
import io.queuectl.benchmarks.race.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table in docs/scale.md, drawn from the results that are kept. */
public final class ScalePage {

    private ScalePage() {}

    /** @param root of the project */
    public static void write(Path root) throws IOException {
        Path page = page(root);
        Files.writeString(page, text(root));
    }

    static Path page(Path root) {
        return root.resolve("docs/scale.md");
    }

    /** What the page ought to be. */
    static String text(Path root) throws IOException {
        Path results = root.resolve("benchmarks/results/scale.csv");
        String table = Files.exists(results) ? ScaleTable.of(Sheet.read(results)) : "Not measured.";
        return Markers.fill(Files.readString(page(root)), name -> table);
    }
}
