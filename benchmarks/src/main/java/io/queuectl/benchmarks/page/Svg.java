package io.queuectl.benchmarks.page;

import java.util.Locale;

/** A drawing in the making, with the colours of {@link Tone}. Coordinates are pixels from the upper left. Confined to one thread. */
final class Svg {

    /** Of a character of 12 pixels, about. */
    static final double CHARACTER = 6.6;

    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;
    private final Caption caption;

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    Svg(int width, int height, Caption caption) {
        this.width = width;
        this.height = height;
        this.caption = caption;
        rectangle("ground", 0, 0, width, height);
        shapes.append("<text class=\"text\" x=\"16\" y=\"26\" font-size=\"15\" font-weight=\"600\">")
                .append(escaped(caption.title()))
                .append("</text>\n");
        text("quiet", 16, 45, Anchor.START, caption.detail());
    }

    void rectangle(String style, double x, double y, double wide, double high) {
        shapes.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                style,
                x,
                y,
                wide,
                high));
    }

    void line(String style, double fromX, double fromY, double toX, double toY) {
        shapes.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                style,
                fromX,
                fromY,
                toX,
                toY));
    }

    /** @param dashes their lengths and those of the gaps, or the word for a line without gaps, as SVG has it */
    void stroke(Tone tone, String dashes, double fromX, double fromY, double toX, double toY) {
        shapes.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                tone.stroke(),
                dashes,
                fromX,
                fromY,
                toX,
                toY));
    }

    void dot(Tone tone, double x, double y) {
        shapes.append(String.format(
                Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>\n", tone.fill(), x, y));
    }

    void text(String style, double x, double y, Anchor anchor, String text) {
        shapes.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style,
                x,
                y,
                anchor.name().toLowerCase(Locale.ROOT),
                escaped(text)));
    }

    /** An SVG document. */
    @Override
    public String toString() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" width="%d" height="%d" font-family="system-ui, sans-serif" font-size="12">
                <title>%s</title>
                <desc>%s</desc>
                <style>
                %s
                </style>
                %s</svg>
                """.formatted(
                        width,
                        height,
                        width,
                        height,
                        escaped(caption.title()),
                        escaped(caption.detail()),
                        Tone.style(),
                        shapes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
