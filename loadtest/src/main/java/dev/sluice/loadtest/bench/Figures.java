package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The table of one bench: medians, their ratio to the ceiling's, CPU microseconds an item by process. */
final class Figures {
    private final String item;
    private final List<String> parts;
    private boolean withLatencies;
    private final List<List<Object>> rows = new ArrayList<>();

    Figures(String item, List<String> parts) {
        this.item = item;
        this.parts = parts;
    }

    void latencies() {
        withLatencies = true;
    }

    void add(String name, List<Round> rounds, List<Round> ceiling) {
        double rate = Round.median(rounds, Round::rate);
        double least = rounds.stream().mapToDouble(Round::rate).min().orElse(0);
        double most = rounds.stream().mapToDouble(Round::rate).max().orElse(0);
        List<Object> row = new ArrayList<>();
        row.add(name);
        row.add(String.format("%,.0f", rate));
        row.add(String.format("%,.0f-%,.0f", least, most));
        row.add(String.format("%.0f %%", 100 * rate / Round.median(ceiling, Round::rate)));
        for (String part : parts) {
            row.add(String.format("%.1f", Round.median(rounds, round -> round.cpuAnItem(part))));
        }
        if (withLatencies) {
            row.add(String.format("%.1f", Round.median(rounds, Round::p50Millis)));
            row.add(String.format("%.1f", Round.median(rounds, Round::p99Millis)));
            row.add(String.format(
                    "%.2f", Round.median(rounds, Round::p99Millis) / Round.median(ceiling, Round::p99Millis)));
            row.add(rounds.stream().mapToLong(Round::refused).sum());
        }
        rows.add(row);
    }

    void print(PrintStream out) {
        List<String> columns = new ArrayList<>(List.of("", ">" + item + "s/s", ">from-to", ">of the bare"));
        parts.forEach(part -> columns.add(">" + part + " us"));
        if (withLatencies) {
            columns.addAll(List.of(">p50 ms", ">p99 ms", ">p99 ratio", ">not 200"));
        }
        Table table = new Table(columns.toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray()));
        table.print(out);
        out.println("(us: microseconds of CPU time that the process used, divided by the " + item + "s)");
    }
}
