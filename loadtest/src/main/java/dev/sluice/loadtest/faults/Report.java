package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.faults.Findings.Oracle;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table at the end, and below it what was found wrong. */
final class Report {

    /** Prints it; says whether every scenario that was run has passed. */
    static boolean print(List<Result> results, PrintStream out) {
        Table table = new Table(
                "scenario",
                ">deliveries",
                ">2xx",
                ">refused",
                "L",
                "S",
                "O",
                "K",
                "A",
                "own",
                ">recovery s",
                ">drained s",
                ">slowest ms",
                "verdict");
        results.forEach(result -> row(table, result));
        out.println();
        table.print(out);
        details(results, out);
        long failed = results.stream().filter(result -> !result.passed()).count();
        long skipped =
                results.stream().filter(result -> result.skipped() != null).count();
        out.println();
        out.printf("%d scenarios passed, %d failed, %d skipped%n", results.size() - failed - skipped, failed, skipped);
        return failed == 0 && skipped < results.size();
    }

    private static void row(Table table, Result result) {
        if (result.skipped() != null) {
            table.row(result.scenario(), "", "", "", "", "", "", "", "", "", "", "", "", "skipped");
            return;
        }
        table.row(
                result.scenario(),
                number(result.deliveries()),
                number(result.accepted()),
                number(result.refused()),
                verdict(result, Oracle.L),
                verdict(result, Oracle.S),
                verdict(result, Oracle.O),
                "n/a",
                verdict(result, Oracle.A),
                verdict(result, Oracle.X),
                seconds(result.recovery()),
                seconds(result.drained()),
                number(result.slowestMs()),
                result.passed() ? "passed" : "FAILED");
    }

    private static void details(List<Result> results, PrintStream out) {
        out.println();
        out.println(
                "L every accepted event has one outcome   S orders equal the merge of their events, histories legal");
        out.println("O transitions gap-free, published once   A answered within 4 s, memory bounded, ready in 30 s");
        out.println("K stock (not in this version)   own: what the scenario itself expects");
        out.println();
        for (Result result : results) {
            if (result.skipped() != null) {
                out.println(result.scenario() + " was skipped: " + result.skipped());
            } else if (!result.notes().isEmpty()) {
                out.println(result.scenario() + ": " + result.notes());
            }
            result.findings().lines().forEach(line -> out.println("  " + line));
        }
    }

    private static String verdict(Result result, Oracle oracle) {
        int found = result.findings().count(oracle);
        return found == 0 ? "ok" : String.valueOf(found);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
    }

    private Report() {}
}
