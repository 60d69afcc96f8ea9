package dev.sluice.loadtest.load;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.demo.OrderCheck;
import dev.sluice.loadtest.load.Catalogue.Load;
import dev.sluice.loadtest.simulation.DisorderStorm;
import dev.sluice.loadtest.simulation.DuplicateStorm;
import dev.sluice.loadtest.simulation.Play;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Ledger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plays one load on the running stack, and looks at what became of it. */
final class Player {
    /** Loads in which nothing is sent twice once it was taken, so that the ledger has every 200. */
    private static final Set<String> ALL_PUBLISHED = Set.of("steady", "sale-day", "noisy", "overload", "fleet");

    private final Setup setup;
    private final Environment environment;
    private final AdminApi admin;
    private final PrintStream out;

    Player(Setup setup, Environment environment, AdminApi admin, PrintStream out) {
        this.setup = setup;
        this.environment = environment;
        this.admin = admin;
        this.out = out;
    }

    /** What happens beside the simulation while it runs. */
    interface Meanwhile {
        void run(GatlingRun run) throws IOException, InterruptedException;
    }

    Played play(Load load, Map<String, String> variables, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectories(setup.results().resolve(load.name()));
        long run = Instant.now().getEpochSecond();
        Settling settling = Settling.before(admin);
        GatlingRun.End end;
        try (GatlingRun gatling = GatlingRun.start(load, setup.profile(), run, directory, variables)) {
            meanwhile.run(gatling);
            end = gatling.await();
        }
        List<String> failures = new ArrayList<>(end.failures());
        List<String> notes = new ArrayList<>();
        Ledger added = settling.await(failures);
        check(load, end.answers(), added, failures);
        if (load.simulation() == DisorderStorm.class) {
            checkOrders(new Play(setup.profile(), run, directory, environment), failures, notes);
        }
        return new Played(load, end.answers(), failures, notes, List.of(end.report()));
    }

    private static void check(Load load, Answers answers, Ledger added, List<String> failures) {
        if (answers.other() > 0) {
            failures.add(answers.other() + " requests had another answer than 200 or 429, or none");
        }
        if (answers.accepted() == 0) {
            failures.add("nothing was answered 200");
        }
        if (ALL_PUBLISHED.contains(load.name()) && added.accepted() < answers.accepted()) {
            failures.add(
                    "of " + answers.accepted() + " deliveries with a 200 only " + added.accepted() + " are in the log");
        }
        if (load.simulation() == DuplicateStorm.class) {
            long different = (answers.accepted() + DuplicateStorm.COPIES - 1) / DuplicateStorm.COPIES;
            long appliedOnce = added.settled() - added.count(Outcome.DUPLICATE);
            if (appliedOnce > different) {
                failures.add(appliedOnce + " events were applied of " + different + " different deliveries");
            }
        }
    }

    private void checkOrders(Play play, List<String> failures, List<String> notes)
            throws IOException, InterruptedException {
        OrderCheck check = OrderCheck.of(DisorderStorm.day(play), admin, out);
        notes.add(check.checked() + " orders checked, " + check.wrong().size() + " wrong");
        check.wrong().stream().limit(5).forEach(failures::add);
    }
}
