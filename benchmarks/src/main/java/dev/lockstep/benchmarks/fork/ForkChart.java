package dev.lockstep.benchmarks.fork;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A report as an SVG picture: nanoseconds of a fork, and bytes of a process, against the number of live processes, with
 * logarithmic axes. The same text for the same report.
 */
final class ForkChart {
    private static final int LEFT = 80;
    private static final int PLOT_WIDTH = 520;
    private static final int RIGHT = 200;
    private static final int TOP = 50;
    private static final int PLOT_HEIGHT = 240;
    private static final int GAP = 90;
    private static final int BOTTOM = 70;

    /** The decades of the horizontal axis: 10^3 to 10^7 processes. */
    private static final int FIRST_DECADE = 3;

    private static final int LAST_DECADE = 7;

    private final ForkReport report;
    private final Formatter svg = new Formatter(Locale.ROOT);
    private int top;
    private int lowest;
    private int highest;

    private ForkChart(ForkReport report) {
        this.report = report;
    }

    static String of(ForkReport report) {
        return new ForkChart(report).draw();
    }

    private String draw() {
        int width = LEFT + PLOT_WIDTH + RIGHT;
        int height = TOP + 2 * PLOT_HEIGHT + GAP + BOTTOM;
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n",
                width, height, width, height);
        svg.format("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n");
        drawPlot(TOP, "nanoseconds of a fork", LivePoint::nanosPerFork, List.of());
        drawPlot(
                TOP + PLOT_HEIGHT + GAP,
                "bytes of a process",
                LivePoint::bytesPerProcess,
                report.live().stream()
                        .filter(point -> point.bytesAccounted() > 0)
                        .toList());
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">processes alive at one moment</text>\n",
                LEFT + PLOT_WIDTH / 2, height - BOTTOM + 38);
        svg.format(
                "<text x=\"%d\" y=\"%d\" font-size=\"10\">%s</text>\n", LEFT, height - 10, escaped(report.machine()));
        return svg.format("</svg>\n").toString();
    }

    /**
     * One plot.
     *
     * @param value what is drawn of each point
     * @param accounted the points of which the kernel's own account is drawn too, as a dashed line
     */
    private void drawPlot(int plotTop, String title, ToDoubleFunction<LivePoint> value, List<LivePoint> accounted) {
        top = plotTop;
        double least = report.live().stream().mapToDouble(value).min().orElse(1);
        double most = report.live().stream().mapToDouble(value).max().orElse(1);
        for (LivePoint point : accounted) {
            least = Math.min(least, point.bytesAccounted());
        }
        lowest = (int) Math.floor(Math.log10(Math.max(least, 1)));
        highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(Math.max(most, 1))));
        svg.format("<text x=\"%d\" y=\"%d\" font-size=\"16\">%s</text>\n", LEFT, top - 16, title);
        drawGrid();
        for (Platform platform : Platform.values()) {
            drawLine(report.live(platform), value, colour(platform), "", platform.title(), -2);
        }
        drawLine(
                accounted,
                LivePoint::bytesAccounted,
                colour(Platform.LOCKSTEP),
                " stroke-dasharray=\"4 3\"",
                "lockstep, by its account",
                12);
    }

    private void drawGrid() {
        int bottom = top + PLOT_HEIGHT;
        for (int decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
            double x = x(Math.pow(10, decade));
            svg.format("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>\n", x, top, x, bottom);
            drawPower(x, bottom + 18, "middle", decade);
        }
        for (int decade = lowest; decade <= highest; decade++) {
            double y = y(Math.pow(10, decade));
            svg.format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
                    LEFT, y, LEFT + PLOT_WIDTH, y);
            drawPower(LEFT - 8, y + 4, "end", decade);
        }
    }

    private void drawPower(double x, double y, String anchor, int exponent) {
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">10<tspan dy=\"-5\" font-size=\"9\">%d</tspan></text>\n",
                x, y, anchor, exponent);
    }

    private void drawLine(
            List<LivePoint> points,
            ToDoubleFunction<LivePoint> value,
            String colour,
            String style,
            String name,
            int below) {
        if (points.isEmpty()) {
            return;
        }
        svg.format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"", colour, style);
        for (LivePoint point : points) {
            svg.format("%.1f,%.1f ", x(point.processes()), y(value.applyAsDouble(point)));
        }
        svg.format("\"/>\n");
        for (LivePoint point : points) {
            svg.format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%d: %.0f</title></circle>\n",
                    x(point.processes()),
                    y(value.applyAsDouble(point)),
                    colour,
                    point.processes(),
                    value.applyAsDouble(point));
        }
        LivePoint last = points.get(points.size() - 1);
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s: %.0f</text>\n",
                x(last.processes()) + 8, y(value.applyAsDouble(last)) + below, colour, name, value.applyAsDouble(last));
    }

    private static double x(double processes) {
        return LEFT + (Math.log10(processes) - FIRST_DECADE) * PLOT_WIDTH / (LAST_DECADE - FIRST_DECADE);
    }

    private double y(double value) {
        double decades = Math.log10(Math.max(value, 1)) - lowest;
        return top + PLOT_HEIGHT - decades * PLOT_HEIGHT / (highest - lowest);
    }

    private static String colour(Platform platform) {
        return switch (platform) {
            case NATIVE -> "#d95f02";
            case QEMU -> "#7570b3";
            case LOCKSTEP, HASHED -> "#3182bd";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
