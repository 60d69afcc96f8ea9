package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.Table;
import dev.sluice.local.Part;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A timeline as text. */
final class TimelineTable {
    private static final int BAR = 30;

    static void print(Timeline timeline, PrintStream out) {
        Set<Part> parts = timeline.mostMemory().keySet();
        List<String> columns =
                new ArrayList<>(List.of(">s", ">applied/s", "", ">accepted/s", ">refused/s", ">slowest ms"));
        parts.forEach(part -> columns.add(">" + part.token() + " MiB"));
        Table table = new Table(columns.toArray(String[]::new));
        double most = timeline.steps().stream()
                .mapToDouble(Timeline.Step::goodput)
                .max()
                .orElse(1);
        for (Timeline.Step step : timeline.steps()) {
            List<Object> row = new ArrayList<>(List.of(
                    step.at(),
                    String.format("%,.0f", step.goodput()),
                    "#".repeat((int) Math.round(BAR * step.goodput() / Math.max(1, most))),
                    String.format("%,.0f", step.accepted()),
                    String.format("%,.0f", step.refused()),
                    step.slowestMs()));
            parts.forEach(part -> row.add(step.memoryMib().getOrDefault(part, 0L)));
            table.row(row.toArray());
        }
        table.print(out);
    }

    private TimelineTable() {}
}
