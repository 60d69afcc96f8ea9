package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.cli.UsageException;
import java.util.ArrayList;
import java.util.List;

/** All scenarios, in the order in which they are played; those behind proxies last, so that little is restarted. */
final class Catalogue {

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(OrderFaults.all());
        all.addAll(SecretFaults.all());
        all.addAll(ProcessorFaults.all());
        all.addAll(RelayFaults.all());
        all.addAll(GatewayFaults.all());
        all.addAll(ServerFaults.all());
        all.addAll(DatabaseFaults.all());
        all.addAll(InputFaults.all());
        all.addAll(DiskFaults.all());
        all.addAll(NetworkFaults.all());
        List<Scenario> sorted = new ArrayList<>(all.stream()
                .filter(scenario -> scenario.wiring() == Scenario.Wiring.DIRECT)
                .toList());
        all.stream()
                .filter(scenario -> scenario.wiring() == Scenario.Wiring.PROXIED)
                .forEach(sorted::add);
        return sorted;
    }

    /** What is not played at all, with the reason. */
    static List<Result> notShown() {
        return List.of(
                Result.skipped(
                        "clock-shifted", "a clock of one process can be moved by faketime only, which is not here"),
                Result.skipped("sales", "rows about purchases and stock wait for stock"));
    }

    /**
     * Those whose name is, or begins with, one of the given.
     *
     * @param names separated by commas
     * @throws UsageException when a name fits none
     */
    static List<Scenario> named(String names) {
        List<Scenario> chosen = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            List<Scenario> exact = all().stream()
                    .filter(scenario -> scenario.name().equals(name))
                    .toList();
            List<Scenario> fitting = exact.isEmpty()
                    ? all().stream()
                            .filter(scenario ->
                                    !name.isBlank() && scenario.name().startsWith(name))
                            .toList()
                    : exact;
            if (fitting.isEmpty()) {
                throw new UsageException("there is no scenario '" + name + "'; --list shows them");
            }
            chosen.addAll(fitting);
        }
        return chosen;
    }

    private Catalogue() {}
}
