package dev.sluice.loadtest.transitions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One CloudEvent of {@code order-transitions} as a line of columns. */
final class TransitionLine {
    private static final int STATES = "processing -> delivered".length();

    /** @param value the record's value; what is no transition is shown as it is */
    static String of(@Nullable String key, byte @Nullable [] value) {
        if (value == null) {
            return key + "  (no value)";
        }
        JsonNode event;
        try {
            event = JsonMapper.shared().readTree(value);
        } catch (JacksonException e) {
            return key + "  (no JSON) " + new String(value, UTF_8);
        }
        JsonNode data = event.path("data").isObject() ? event.path("data") : event;
        String states = text(data, "from") + " -> " + text(data, "to");
        return String.format(
                        "%-27s  %-55s  #%-3s  %-" + STATES + "s  %-20s%s",
                        data.has("occurred_at") ? text(data, "occurred_at") : text(event, "time"),
                        Objects.requireNonNullElse(key, "-"),
                        text(data, "sequence"),
                        states,
                        text(data, "reason"),
                        data.path("inferred").asBoolean(false) ? "  inferred" : "")
                .stripTrailing();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("-");
    }

    private TransitionLine() {}
}
