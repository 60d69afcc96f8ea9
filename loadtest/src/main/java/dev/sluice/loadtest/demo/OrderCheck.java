package dev.sluice.loadtest.demo;

import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.samples.ExpectedOrder;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.AdminApi;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every order of the day, as the admin API lists it, beside what it must be. */
public final class OrderCheck {
    private final Map<String, ExpectedOrder> missing = new LinkedHashMap<>();
    private final Map<String, Integer> byState = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int checked;

    private OrderCheck(SaleDay day) {
        day.expectations().forEach(order -> missing.put(order.id(), order));
    }

    /** Reads all of them; blocks. */
    public static OrderCheck of(SaleDay day, AdminApi admin, PrintStream out) throws IOException, InterruptedException {
        OrderCheck check = new OrderCheck(day);
        int all = day.settings().orders();
        try (Progress progress = new Progress(out, "checking")) {
            for (String shop : day.settings().shops()) {
                admin.orders(
                        shop, day.firstPlaced().toString(), day.lastPlaced().toString(), order -> {
                            check.look(day, order);
                            progress.show(
                                    check.checked / (double) all,
                                    String.format("%,d of %,d orders", check.checked, all));
                        });
            }
            progress.finish(String.format("%,d of %,d orders", check.checked, all));
        }
        check.missing.values().forEach(order -> check.wrong.add(order.id() + " (" + order.life() + ") is not there"));
        return check;
    }

    private void look(SaleDay day, JsonNode order) {
        String id = order.path("id").asString();
        ExpectedOrder expected = missing.remove(id);
        if (expected == null) {
            // Other runs have their orders at the same time; only an id of this one must not appear from nowhere.
            if (day.owns(id.substring(id.indexOf(':') + 1))) {
                wrong.add(id + " should not be there, or is listed twice");
            }
            return;
        }
        checked++;
        byState.merge(order.path("state").asString(), 1, Integer::sum);
        List<String> differences = new ArrayList<>();
        compare(differences, "state", expected.state(), text(order, "state"));
        compare(differences, "financial_status", expected.financialStatus(), text(order, "financial_status"));
        compare(differences, "fulfillment_status", expected.fulfillmentStatus(), text(order, "fulfillment_status"));
        compare(differences, "deleted", expected.deleted(), text(order, "deleted_at") != null);
        compare(differences, "conflict", false, order.path("conflict").asBoolean(false));
        if (!differences.isEmpty()) {
            wrong.add(id + " (" + expected.life() + "): " + String.join(", ", differences));
        }
    }

    private static @Nullable String text(JsonNode order, String name) {
        JsonNode value = order.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }

    private static void compare(
            List<String> differences, String name, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            differences.add(name + " is " + found + ", must be " + expected);
        }
    }

    public int checked() {
        return checked;
    }

    Map<String, Integer> byState() {
        return byState;
    }

    /** One line for each order that is not as it must be. */
    public List<String> wrong() {
        return wrong;
    }
}
