package dev.sluice.loadtest.load;

import dev.sluice.loadtest.load.Timeline.Step;
import dev.sluice.local.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A timeline as one HTML file with drawn curves, which needs nothing else to be looked at. */
final class TimelinePage {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 190;
    private static final int LEFT = 60;
    private static final int BOTTOM = 24;
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#c8553d", "#3d8b5f", "#7a5195", "#b08900", "#555555");

    private record Curve(String name, ToDoubleFunction<Step> value) {}

    private final Timeline timeline;
    private final StringBuilder page = new StringBuilder();

    private TimelinePage(Timeline timeline) {
        this.timeline = timeline;
    }

    /** @param lines what is to stand above the curves; plain text */
    static void write(Path file, String title, List<String> lines, Timeline timeline) throws IOException {
        TimelinePage page = new TimelinePage(timeline);
        page.page
                .append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><body style=\"font:14px sans-serif;margin:2em\"><h1>")
                .append(escaped(title))
                .append("</h1><ul>");
        lines.forEach(line -> page.page.append("<li>").append(escaped(line)).append("</li>"));
        page.page.append("</ul>");
        page.curves();
        Files.writeString(file, page.page.append("</body></html>\n").toString());
    }

    private void curves() {
        panel(
                "events or answers a second",
                List.of(
                        new Curve("applied (goodput)", Step::goodput),
                        new Curve("accepted", Step::accepted),
                        new Curve("refused", Step::refused)));
        panel("slowest answer, ms", List.of(new Curve("slowest", Step::slowestMs)));
        List<Curve> memory = new ArrayList<>();
        for (Part part : timeline.mostMemory().keySet()) {
            memory.add(new Curve(part.token(), step -> step.memoryMib().getOrDefault(part, 0L)));
        }
        panel("resident memory, MiB", memory);
    }

    private void panel(String title, List<Curve> curves) {
        double top = curves.stream()
                .flatMap(curve -> timeline.steps().stream().map(curve.value()::applyAsDouble))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double highest = top <= 0 ? 1 : top * 1.05;
        page.append("<h2>").append(escaped(title)).append("</h2><p>");
        for (int i = 0; i < curves.size(); i++) {
            page.append("<span style=\"color:")
                    .append(colour(i))
                    .append("\">&#9632; ")
                    .append(escaped(curves.get(i).name()))
                    .append("</span> &nbsp; ");
        }
        page.append(String.format(
                Locale.ROOT,
                "</p><svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        axes(highest);
        for (int i = 0; i < curves.size(); i++) {
            curve(curves.get(i), colour(i), highest);
        }
        page.append("</svg>");
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private void axes(double highest) {
        for (int line = 0; line <= 4; line++) {
            double value = highest * line / 4;
            double y = y(value, highest);
            page.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" font-size=\"11\">%,.0f</text>",
                    LEFT,
                    y,
                    WIDTH,
                    y,
                    LEFT - 6,
                    y + 4,
                    value));
        }
        int every = Math.max(1, timeline.steps().size() / 10);
        for (int i = 0; i < timeline.steps().size(); i += every) {
            page.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%d s</text>",
                    x(i),
                    HEIGHT - 6,
                    timeline.steps().get(i).at()));
        }
    }

    private void curve(Curve curve, String colour, double highest) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < timeline.steps().size(); i++) {
            double value = curve.value().applyAsDouble(timeline.steps().get(i));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(value, highest)));
        }
        page.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append("\" points=\"")
                .append(points.toString().stripTrailing())
                .append("\"/>");
    }

    private double x(int step) {
        return LEFT
                + (WIDTH - LEFT) * step / (double) Math.max(1, timeline.steps().size() - 1) * 0.97;
    }

    private static double y(double value, double highest) {
        return (HEIGHT - BOTTOM) * (1 - value / highest) + 4;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
