package dev.sluice.gateway.admin.repair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.SetAsideEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UnappliedListingIT {
    private static final String ADMIN = "/api/v1/admin/";
    private static final String DEAD_LETTERS = ADMIN + "dead-letters";
    private static final String A = "a.example.com";
    private static final String B = "b.example.com";

    private final AdminGateway gateway = AdminGateway.get();
    private final SetAsideEvents events = new SetAsideEvents(gateway.database());

    @BeforeEach
    void clear() {
        events.clear();
    }

    private String parked(long offset, Instant since) {
        return events.add(
                offset,
                "parked",
                "no-order-yet",
                A,
                A + ":1",
                "refunds/create",
                since.toString(),
                "{}".getBytes(UTF_8));
    }

    private List<String> ids(String target) {
        return gateway.get(target).is(200).data("id");
    }

    @Test
    void each_list_holds_its_own_and_not_what_was_discarded() {
        events.deadLetter(1, A, 1);
        events.deadLetter(2, A, 2);
        events.discarded(2);
        parked(3, Instant.now());
        events.add(4, "quarantined", "not-json", B, null, "orders/paid", "2026-03-01T10:00:00Z", new byte[0]);

        assertThat(ids(DEAD_LETTERS)).containsExactly("1-0-1");
        assertThat(ids(DEAD_LETTERS + "?discarded=true")).containsExactly("1-0-2");
        assertThat(ids(ADMIN + "parked")).containsExactly("1-0-3");
        assertThat(ids(ADMIN + "quarantine")).containsExactly("1-0-4");
    }

    @Test
    void pages_go_from_new_to_old_and_nothing_is_missed_or_shown_twice() {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            // Several in the same microsecond, as a batch sets them aside.
            String at = "2026-03-01T10:00:%02d.000001Z".formatted(i / 4);
            expected.add(
                    0, events.add(i, "dead-lettered", "r", A, A + ":" + i, "orders/paid", at, new byte[] {'{', '}'}));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gateway.get(DEAD_LETTERS + "?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .is(200);
            seen.addAll(page.data("id"));
            cursor = page.json().get("page").get("has_more").asBoolean()
                    ? page.json().get("page").get("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "shop=a.example.com, 1-0-4 1-0-1",
        "shop=b.example.com&reason=other, 1-0-3",
        "topic=refunds/create, 1-0-3",
        "reason=refused-by-database, 1-0-4 1-0-2 1-0-1",
        "order=b.example.com:2, 1-0-2",
        "order=2, ''",
        "from=2026-03-02, 1-0-3",
        "to=2026-03-01, 1-0-4 1-0-2 1-0-1",
        "shop='%20OR%201=1, ''"
    })
    void filters_select_and_combine(String query, String expected) {
        events.deadLetter(1, A, 1);
        events.deadLetter(2, B, 2);
        events.add(
                3,
                "dead-lettered",
                "other",
                B,
                B + ":3",
                "refunds/create",
                "2026-03-02T00:00:00Z",
                "{}".getBytes(UTF_8));
        events.deadLetter(4, A, 4);

        assertThat(String.join(" ", ids(DEAD_LETTERS + '?' + query))).isEqualTo(expected);
    }

    @Test
    void parked_events_are_overdue_after_a_day() {
        parked(1, Instant.now().minus(Duration.ofHours(25)));
        parked(2, Instant.now().minus(Duration.ofHours(23)));

        assertThat(ids(ADMIN + "parked")).containsExactly("1-0-2", "1-0-1");
        assertThat(gateway.get(ADMIN + "parked?overdue=true").data("overdue")).containsExactly("true");
        assertThat(ids(ADMIN + "parked?overdue=true")).containsExactly("1-0-1");
    }

    @ParameterizedTest
    @CsvSource({
        "dead-letters?overdue=true, overdue",
        "dead-letters?discarded=yes, discarded",
        "dead-letters?from=2026-03-02&to=2026-03-01, from",
        "dead-letters?from=yesterday, from",
        "dead-letters?status=parked, status",
        "parked?limit=0, limit",
        "parked?shop=a&shop=b, shop",
        "quarantine?cursor=nonsense, cursor"
    })
    void a_wrong_filter_is_told(String target, String parameter) {
        gateway.get(ADMIN + target).isWrongParameter(parameter);
    }

    @Test
    void a_cursor_of_another_list_or_filter_is_refused() {
        for (int i = 1; i <= 3; i++) {
            events.deadLetter(i, A, i);
        }
        String cursor = gateway.get(DEAD_LETTERS + "?limit=1")
                .json()
                .get("page")
                .get("next_cursor")
                .asString();

        gateway.get(DEAD_LETTERS + "?limit=1&cursor=" + cursor).is(200);
        gateway.get(ADMIN + "parked?cursor=" + cursor).isWrongParameter("cursor");
        gateway.get(DEAD_LETTERS + "?shop=" + A + "&cursor=" + cursor).isWrongParameter("cursor");
        gateway.get(DEAD_LETTERS + "?discarded=true&cursor=" + cursor).isWrongParameter("cursor");
    }

    @Test
    void one_event_is_shown_with_its_body_and_what_was_done_about_it() {
        String text = "{\"id\":1,\"note\":\"\u0000 \u202e <script> ü\"";
        String id = events.add(
                1, "quarantined", "not-json", A, A + ":1", "orders/paid", "2026-03-01T10:00:00Z", text.getBytes(UTF_8));
        gateway.database().run("""
                INSERT INTO repair_history (command_id, log_id, partition, log_offset, action, actor, note, commanded_at,
                    applied_at, outcome, reason)
                VALUES ('c-1', 1, 0, 1, 'retry', 'operator@example.com', 'try', now(), now(), 'quarantined', 'not-json')
                """);

        JsonNode event = gateway.get(ADMIN + "quarantine/" + id).is(200).json();

        assertThat(event.get("id").asString()).isEqualTo(id);
        assertThat(event.get("body").get("encoding").asString()).isEqualTo("utf-8");
        assertThat(event.get("body").get("content").asString()).isEqualTo(text);
        assertThat(event.get("headers").get("topic").asString()).isEqualTo("orders/paid");
        assertThat(event.get("headers").get("webhook_id").asString()).isEqualTo("w-1");
        assertThat(event.get("attempts").asInt()).isEqualTo(1);
        assertThat(event.get("history").get(0).get("actor").asString()).isEqualTo("operator@example.com");
        assertThat(event.get("history").get(0).get("outcome_reason").asString()).isEqualTo("not-json");
    }

    @Test
    void a_body_that_is_no_text_is_shown_in_base64() {
        events.add(
                1, "quarantined", "not-utf8", A, null, "orders/paid", "2026-03-01T10:00:00Z", new byte[] {(byte) 0xff, 0
                });

        JsonNode body = gateway.get(ADMIN + "quarantine/1-0-1").is(200).json().get("body");

        assertThat(body.get("encoding").asString()).isEqualTo("base64");
        assertThat(body.get("content").asString()).isEqualTo("/wA=");
    }

    @Test
    void an_event_that_a_retry_has_brought_to_an_end_says_how() {
        gateway.database().run("""
                INSERT INTO outcomes (log_id, partition, log_offset, applied_on, outcome, type, shop, order_id, received_at,
                    applied_at)
                VALUES (1, 0, 7, current_date, 'applied', 'shopify', 'a.example.com', 'a.example.com:7', now(), now()),
                       (1, 0, 8, current_date, 'applied', 'shopify', 'a.example.com', 'a.example.com:8', now(), now())
                """);
        gateway.database().run("""
                INSERT INTO repair_history (command_id, log_id, partition, log_offset, action, commanded_at, applied_at, outcome)
                VALUES ('c-7', 1, 0, 7, 'retry', now(), now(), 'applied')
                """);

        JsonNode event = gateway.get(DEAD_LETTERS + "/1-0-7").is(200).json();

        assertThat(event.get("outcome").asString()).isEqualTo("applied");
        assertThat(event.get("history").get(0).get("action").asString()).isEqualTo("retry");
        assertThat(event.has("body")).isFalse();
        // It was never set aside.
        gateway.get(DEAD_LETTERS + "/1-0-8").isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-0-1", "1-0", "x", "1-0--1", "01-0-1", "99999-0-1", "1-0-99999999999999999999"})
    void an_id_that_names_nothing_is_not_found(String id) {
        gateway.get(DEAD_LETTERS + '/' + id).isProblem(404, "not-found");
    }
}
