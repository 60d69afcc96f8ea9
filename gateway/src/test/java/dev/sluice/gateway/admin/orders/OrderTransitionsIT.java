package dev.sluice.gateway.admin.orders;

import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.LogTail;
import dev.sluice.gateway.testing.Orders;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.FactsCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OrderTransitionsIT {
    private static final String ORDERS = "/api/v1/admin/orders/";
    private static final String SHOP = "decide.example.com";

    private final AdminGateway gateway = AdminGateway.get();

    @BeforeEach
    void clear() {
        new Orders(gateway.database()).clear();
        gateway.database().run("TRUNCATE audit_log");
    }

    private void order(long id, String state, String topic, String body) {
        new Orders(gateway.database()).add(SHOP, id, state, "2026-03-01T10:00:00Z");
        Event event = new Event(
                EventType.SHOPIFY,
                SHOP,
                Long.toString(id),
                topic,
                null,
                null,
                null,
                Instant.now(),
                null,
                null,
                null,
                body.getBytes(UTF_8));
        gateway.database()
                .run(
                        "UPDATE orders SET facts = ? WHERE id = ?",
                        FactsCodec.encode(EventDecoder.decode(event).facts()),
                        SHOP + ':' + id);
    }

    private void order(long id, String state) {
        order(id, state, "orders/create", "{\"id\":" + id + ",\"updated_at\":\"2026-03-01T10:00:00Z\"}");
    }

    private Answer give(long id, Object json, String... key) {
        String[] headers = {
            "Authorization", "Bearer " + gateway.token(OPERATOR_EMAIL), "Content-Type", "application/json"
        };
        if (key.length > 0) {
            headers = new String[] {headers[0], headers[1], headers[2], headers[3], "Idempotency-Key", key[0]};
        }
        return gateway.send(
                "POST",
                ORDERS + SHOP + ':' + id + "/transitions",
                JsonMapper.shared().writeValueAsString(json),
                headers);
    }

    @Test
    void a_confirmation_is_audited_and_goes_into_the_log_on_the_orders_key() {
        order(1, "pending");
        try (LogTail log = new LogTail()) {
            Answer answer = give(1, Map.of("to", "confirmed", "reason", "cash on delivery"))
                    .is(202);

            assertThat(answer.header("Location")).isEqualTo(ORDERS + SHOP + ":1/timeline");
            String commandId = answer.json().get("command_id").asString();
            Event event = log.await(each -> each.key().equals(SHOP + ":1")).event();
            DecodedEvent decoded = EventDecoder.decode(event);
            assertThat(event.type()).isEqualTo(EventType.COMMAND);
            assertThat(requireNonNull(decoded.facts().confirmation()).commandId())
                    .isEqualTo(commandId);
            assertThat(decoded.facts().confirmation().actor()).isEqualTo(OPERATOR_EMAIL);
            assertThat(decoded.facts().confirmation().reason()).isEqualTo("cash on delivery");
        }
        assertThat(gateway.database()
                        .column("SELECT concat_ws('|', actor, action, target, shop, detail) FROM audit_log"))
                .containsExactly(OPERATOR_EMAIL + "|order.confirm|" + SHOP + ":1|" + SHOP
                        + "|{\"reason\": \"cash on delivery\"}");
    }

    @Test
    void the_same_command_again_is_the_same_bytes_even_when_it_was_applied_meanwhile() {
        order(2, "pending");
        String key = "key-" + UUID.randomUUID();
        Map<String, String> request = Map.of("to", "cancelled", "reason", "called off");
        try (LogTail log = new LogTail()) {
            give(2, request, key).is(202);
            gateway.database().run("UPDATE orders SET state = 'cancelled'");
            give(2, request, key).is(202);

            List<LogTail.Entry> found = log.all(event -> event.key().equals(SHOP + ":2"), 2);
            assertThat(found).hasSize(2);
            assertThat(found.get(0).text()).isEqualTo(found.get(1).text());
        }
        give(2, request).isProblem(409, "illegal-transition");
        give(2, Map.of("to", "cancelled", "reason", "another"), key).isProblem(422, "unprocessable");
    }

    @ParameterizedTest
    @CsvSource({
        "confirmed, confirmed",
        "processing, confirmed",
        "shipped, cancelled",
        "delivered, cancelled",
        "cancelled, cancelled",
        "cancelled, confirmed",
        "refunded, cancelled"
    })
    void what_is_illegal_now_is_refused_at_once_and_leaves_nothing(String state, String to) {
        order(3, state);

        Answer answer = give(3, Map.of("to", to, "reason", "x")).isProblem(409, "illegal-transition");

        assertThat(answer.json().get("from").asString()).isEqualTo(state);
        assertThat(answer.json().get("to").asString()).isEqualTo(to);
        assertThat(gateway.database().column("SELECT 1 FROM audit_log")).isEmpty();
    }

    @Test
    void an_order_of_which_only_a_deletion_is_known_cannot_be_confirmed() {
        order(4, "pending", "orders/delete", "{\"id\":4}");

        give(4, Map.of("to", "confirmed", "reason", "x")).isProblem(409, "illegal-transition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"reason\":\"x\"}; to",
                "{\"to\":\"shipped\",\"reason\":\"x\"}; to",
                "{\"to\":\"confirmed\"}; reason",
                "{\"to\":\"confirmed\",\"reason\":\"\"}; reason",
                "{\"to\":\"confirmed\",\"reason\":\"x\",\"at\":\"now\"}; at"
            })
    void a_command_with_something_missing_wrong_or_unknown_is_told_which(String body, String parameter) {
        order(5, "pending");
        gateway.as(OPERATOR_EMAIL, "POST", ORDERS + SHOP + ":5/transitions", body)
                .isWrongParameter(parameter);
    }

    @Test
    void an_order_that_is_not_there_is_not_found() {
        give(999, Map.of("to", "confirmed", "reason", "x")).isProblem(404, "not-found");
        gateway.as(OPERATOR_EMAIL, "POST", ORDERS + "nonsense/transitions", "{\"to\":\"confirmed\",\"reason\":\"x\"}")
                .isProblem(404, "not-found");
    }
}
