package io.queuectl.benchmarks;

import io.queuectl.benchmarks.page.Drawing;
import io.queuectl.benchmarks.page.SoakPage;
import io.queuectl.benchmarks.scale.ScalePage;
import java.io.IOException;
import java.nio.file.Path;

/** Draws docs/performance.md with its charts, the table of docs/scale.md and the charts of the soak anew from the results that are kept, without measuring anything. */
final class Page {

    private Page() {}

    /** Arguments: {@code --outline} only prints Markdown with every chart and table there is. */
    public static void main(String... line) throws IOException {
        Path root = Path.of(System.getProperty("queuectl.root", ".")).normalize();
        Drawing drawing = Drawing.of(root);
        if (line.length == 1 && line[0].equals("--outline")) {
            System.out.println(drawing.outline());
        } else {
            drawing.write();
            ScalePage.write(root);
            SoakPage.write(root);
        }
    }
}
