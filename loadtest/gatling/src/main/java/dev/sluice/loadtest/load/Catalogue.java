package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.simulation.AdminReaders;
import dev.sluice.loadtest.simulation.DisorderStorm;
import dev.sluice.loadtest.simulation.DuplicateStorm;
import dev.sluice.loadtest.simulation.Mixed;
import dev.sluice.loadtest.simulation.NoisyNeighbour;
import dev.sluice.loadtest.simulation.Overload;
import dev.sluice.loadtest.simulation.Profile;
import dev.sluice.loadtest.simulation.SaleDayBurst;
import dev.sluice.loadtest.simulation.SteadyIngest;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.List;

/** All that can be played. */
final class Catalogue {

    /** On which stack a load runs. */
    enum Stage {
        /** The one of {@code scripts/dev}. */
        RUNNING,
        /** One of its own in the full profile, since its settings are not those of every day. */
        CONFIGURED,
        /** One of its own with several gateways and processors; only in the full profile. */
        FLEET
    }

    /**
     * @param name for {@code --only}
     * @param about what it does, half a line
     */
    record Load(String name, String about, Class<? extends Simulation> simulation, Stage stage) {
        boolean hasOwnStack(Profile profile) {
            return profile == Profile.FULL && stage != Stage.RUNNING;
        }
    }

    static final List<Load> ALL = List.of(
            new Load("steady", "deliveries at an even rate", SteadyIngest.class, Stage.RUNNING),
            new Load("sale-day", "24,000 deliveries of 8,000 orders in minutes", SaleDayBurst.class, Stage.RUNNING),
            new Load("duplicates", "each delivery twenty times", DuplicateStorm.class, Stage.RUNNING),
            new Load("disorder", "whole lives of orders, shuffled", DisorderStorm.class, Stage.RUNNING),
            new Load("noisy", "50 shops, one of them 100 times louder", NoisyNeighbour.class, Stage.CONFIGURED),
            new Load("overload", "ten times what is drained, then a trickle", Overload.class, Stage.CONFIGURED),
            new Load("readers", "500 staff read the listing and orders", AdminReaders.class, Stage.RUNNING),
            new Load("mixed", "deliveries, duplicates and readers", Mixed.class, Stage.RUNNING),
            new Load("fleet", "2 gateways, 3 processors, rebalances under load", SteadyIngest.class, Stage.FLEET));

    /** @throws UsageException when a name is unknown, or only the full profile has it */
    static List<Load> named(List<String> names, Profile profile) {
        List<Load> chosen = new ArrayList<>();
        for (String name : names) {
            Load load = ALL.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("there is no load '" + name + "'; --list shows them"));
            if (!of(profile).contains(load)) {
                throw new UsageException(name + " is played in the full profile only");
            }
            chosen.add(load);
        }
        return chosen;
    }

    static List<Load> of(Profile profile) {
        return ALL.stream()
                .filter(load -> profile == Profile.FULL || load.stage() != Stage.FLEET)
                .toList();
    }

    private Catalogue() {}
}
