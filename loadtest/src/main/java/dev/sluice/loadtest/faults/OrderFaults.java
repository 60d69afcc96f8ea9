package dev.sluice.loadtest.faults;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.local.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events that come twice, in any order, too early, or cannot be stored. */
final class OrderFaults {
    private static final int STEPS = 5;
    private static final int WAITING = 40;
    private static final int NEIGHBOURS = 30;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(30);

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "duplicates-after-restart",
                                "all is killed and Redis emptied; then everything is sent a second time",
                                OrderFaults::duplicates)
                        .keeping()
                        .breaking(),
                Scenario.of(
                        "permutations",
                        "all 120 orders of arrival of 5 events of an order end in the same facts",
                        OrderFaults::permutations),
                Scenario.of(
                        "order-never-comes",
                        "fulfillments of 40 unknown orders are parked and visible; half of the orders come later, after"
                                + " a kill of the processor",
                        OrderFaults::waiting),
                Scenario.of(
                        "poison",
                        "events that the database refuses, between good ones: the neighbours are applied within 10 s",
                        OrderFaults::poison));
    }

    private static void duplicates(Stage stage) throws Exception {
        stage.pass(Duration.ofSeconds(2));
        stage.load().stop();
        ServerFaults.flushAll(stage);
        for (Part part : List.of(Part.GATEWAY, Part.PROCESSOR, Part.KAFKA, Part.REDIS, Part.POSTGRES)) {
            stage.stack().kill(part);
        }
        stage.mended();
        stage.doing("all is down and starts again");
        stage.stack().mend();
        stage.doing("everything is sent again");
        int repeated = stage.load().repeatAccepted();
        stage.expectOf(evidence -> stage.expect(
                evidence.count(Outcome.DUPLICATE) > 0, "none of " + repeated + " repeated deliveries is a duplicate"));
    }

    private static void permutations(Stage stage) throws Exception {
        List<int[]> arrivals = permutationsOf(STEPS);
        for (int wave = 0; wave < STEPS; wave++) {
            List<Delivery> deliveries = new ArrayList<>();
            for (int order = 1; order <= arrivals.size(); order++) {
                deliveries.add(step(stage.bodies(), order, arrivals.get(order - 1)[wave]));
            }
            stage.doing("event " + (wave + 1) + " of each order");
            stage.load().sendAll(deliveries);
        }
        stage.mended();
        String[] ids = keys(stage, 1, arrivals.size());
        stage.expectOf(evidence -> stage.expect(
                number(stage, "faults_distinct_orders", ids) == 1,
                "the orders differ, though they had the same events"));
    }

    private static Delivery step(Bodies bodies, int order, int step) {
        return switch (step) {
            case 0 -> bodies.snapshot(order, 1, "pending", "", "#same");
            case 1 -> bodies.snapshot(order, 2, "paid", "", "#same");
            case 2 -> bodies.fulfillment(order, 1, 3, "in_transit");
            case 3 -> bodies.snapshot(order, 4, "paid", "fulfilled", "#same");
            default -> bodies.fulfillment(order, 1, 5, "delivered");
        };
    }

    static List<int[]> permutationsOf(int size) {
        List<int[]> all = new ArrayList<>();
        permute(new int[size], 0, new boolean[size], all);
        return all;
    }

    private static void permute(int[] chosen, int at, boolean[] used, List<int[]> all) {
        if (at == chosen.length) {
            all.add(chosen.clone());
            return;
        }
        for (int i = 0; i < chosen.length; i++) {
            if (!used[i]) {
                used[i] = true;
                chosen[at] = i;
                permute(chosen, at + 1, used, all);
                used[i] = false;
            }
        }
    }

    private static String[] keys(Stage stage, int from, int to) {
        String[] keys = new String[to - from + 1];
        for (int order = from; order <= to; order++) {
            keys[order - from] = stage.bodies().key(order);
        }
        return keys;
    }

    private static long number(Stage stage, String sqlFile, String[] ids) {
        try {
            return stage.database().number(Sql.of(sqlFile), (Object) ids);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waiting(Stage stage) throws Exception {
        String[] ids = keys(stage, 1, WAITING);
        List<Delivery> parts = new ArrayList<>();
        for (int order = 1; order <= WAITING; order++) {
            parts.add(stage.bodies().fulfillment(order, 1, 3, "in_transit"));
        }
        stage.load().sendAll(parts);
        stage.expect(
                stage.await(SOON, () -> number(stage, "faults_parked", ids) == WAITING),
                "not all of the parts are parked and visible");
        stage.killAndRestart(Part.PROCESSOR);
        List<Delivery> orders = new ArrayList<>();
        for (int order = 1; order <= WAITING / 2; order++) {
            orders.add(stage.bodies().snapshot(order, 2, "paid", ""));
        }
        stage.load().sendAll(orders);
        stage.expect(
                stage.await(LATER, () -> number(stage, "faults_parked", ids) == WAITING / 2),
                "the orders came, and " + number(stage, "faults_parked", ids) + " parts are parked, not "
                        + WAITING / 2);
    }

    /** A constraint that the database has for a while stands for data that it can never store. */
    private static void poison(Stage stage) throws Exception {
        stage.database().execute("ALTER TABLE orders ADD CONSTRAINT faults_poison CHECK (name <> '#poison') NOT VALID");
        try {
            List<Delivery> deliveries = new ArrayList<>();
            for (int order = 1; order <= NEIGHBOURS; order++) {
                deliveries.add(stage.bodies().snapshot(order, 1, "paid", "", isPoison(order) ? "#poison" : "#good"));
            }
            stage.load().sendAll(deliveries);
            String[] ids = keys(stage, 1, NEIGHBOURS);
            long good = NEIGHBOURS - NEIGHBOURS / 10;
            stage.expect(
                    stage.await(SOON, () -> number(stage, "faults_stored_orders", ids) == good),
                    String.format(
                            Locale.ROOT,
                            "after %d s %d of %d neighbours are applied",
                            SOON.toSeconds(),
                            number(stage, "faults_stored_orders", ids),
                            good));
            stage.expectOf(evidence -> stage.expect(
                    evidence.count(Outcome.DEAD_LETTERED) == NEIGHBOURS / 10,
                    evidence.count(Outcome.DEAD_LETTERED) + " events are dead letters, not " + NEIGHBOURS / 10));
        } finally {
            stage.database().execute("ALTER TABLE orders DROP CONSTRAINT faults_poison");
        }
        stage.mended();
    }

    private static boolean isPoison(int order) {
        return order % 10 == 5;
    }

    private OrderFaults() {}
}
