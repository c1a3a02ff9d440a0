package dev.lockstep.benchmarks.compare;

import java.util.Formatter;
import java.util.Locale;

/**
 * A report as an SVG picture: for each program and for the geometric mean, how many times as fast as qemu-arm Lockstep is,
 * one bar for each measure. The same text for the same report.
 */
final class BarChart {
    private static final int LEFT = 170;
    private static final int PLOT_WIDTH = 480;
    private static final int RIGHT = 150;
    private static final int TOP = 76;
    private static final int ROW_HEIGHT = 34;
    private static final int BAR_HEIGHT = 12;
    private static final int BOTTOM = 44;

    private final Report report;
    private final Formatter svg = new Formatter(Locale.ROOT);
    private final double pixelsPerUnit;
    private final int units;

    private BarChart(Report report) {
        this.report = report;
        double most = 1;
        for (Result result : report.results()) {
            for (Measure measure : Measure.values()) {
                most = Math.max(most, measure.of(result).speedUp());
            }
        }
        units = (int) Math.ceil(most);
        pixelsPerUnit = (double) PLOT_WIDTH / units;
    }

    static String of(Report report) {
        return new BarChart(report).draw();
    }

    private String draw() {
        int width = LEFT + PLOT_WIDTH + RIGHT;
        int plotBottom = TOP + (report.results().size() + 1) * ROW_HEIGHT;
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n",
                width, plotBottom + BOTTOM, width, plotBottom + BOTTOM);
        svg.format("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n");
        svg.format("<text x=\"%d\" y=\"24\" font-size=\"16\">Lockstep's speed, qemu-arm's is 1</text>\n", LEFT);
        drawLegend();
        drawGrid(plotBottom);
        int y = TOP;
        for (Result result : report.results()) {
            drawRow(
                    y,
                    result.program(),
                    result.cold().speedUp(),
                    result.steady().speedUp(),
                    result.steady().overNative());
            y += ROW_HEIGHT;
        }
        drawRow(
                y,
                "geometric mean",
                report.speedUp(Measure.COLD),
                report.speedUp(Measure.STEADY),
                report.overNative(Measure.STEADY));
        svg.format(
                "<text x=\"%d\" y=\"%d\" font-size=\"10\">%s</text>\n",
                LEFT, plotBottom + 34, escaped(report.machine()));
        return svg.format("</svg>\n").toString();
    }

    private void drawLegend() {
        int x = LEFT;
        for (Measure measure : Measure.values()) {
            svg.format("<rect x=\"%d\" y=\"38\" width=\"12\" height=\"12\" fill=\"%s\"/>\n", x, colour(measure));
            svg.format("<text x=\"%d\" y=\"48\">%s</text>\n", x + 18, measure.title());
            x += 200;
        }
        svg.format(
                "<text x=\"%d\" y=\"48\" text-anchor=\"end\">steady time / native's</text>\n",
                LEFT + PLOT_WIDTH + RIGHT - 10);
    }

    private void drawGrid(int plotBottom) {
        for (int unit = 0; unit <= units; unit++) {
            double x = LEFT + unit * pixelsPerUnit;
            svg.format(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>\n",
                    x, TOP - 8, x, plotBottom, unit == 1 ? "#222" : "#ddd");
            svg.format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x, plotBottom + 16, unit);
        }
    }

    private void drawRow(int y, String name, double cold, double steady, double overNative) {
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                LEFT - 10, y + BAR_HEIGHT + 4, escaped(name));
        drawBar(y, Measure.COLD, cold);
        drawBar(y + BAR_HEIGHT, Measure.STEADY, steady);
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>\n",
                LEFT + PLOT_WIDTH + RIGHT - 10, y + BAR_HEIGHT + 4, overNative);
    }

    private void drawBar(int y, Measure measure, double speed) {
        double length = speed * pixelsPerUnit;
        svg.format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                LEFT, y, length, BAR_HEIGHT, colour(measure));
        svg.format(
                "<text x=\"%.1f\" y=\"%d\" font-size=\"10\">%.2f</text>\n",
                LEFT + length + 4, y + BAR_HEIGHT - 2, speed);
    }

    private static String colour(Measure measure) {
        return switch (measure) {
            case COLD -> "#9ecae1";
            case STEADY -> "#3182bd";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
