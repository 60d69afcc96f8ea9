package dev.sluice.gateway.admin.repair;

import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.VIEWER_EMAIL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.LogTail;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.SetAsideEvents;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Repair;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Repair as staff ask for it: what is refused, what is audited, and what comes into the log. */
class RepairIT {
    private static final String ADMIN = "/api/v1/admin/";
    private static final String DEAD_LETTERS = ADMIN + "dead-letters";
    private static final String SHOP = "repair.example.com";

    private final AdminGateway gateway = AdminGateway.get();
    private final SetAsideEvents events = new SetAsideEvents(gateway.database());

    @BeforeEach
    void clear() {
        events.clear();
    }

    private Answer operator(String target, @Nullable Object json, String... headers) {
        String[] all = Stream.concat(
                        Stream.of("Authorization", "Bearer " + gateway.token(OPERATOR_EMAIL)),
                        Stream.concat(
                                json == null ? Stream.of() : Stream.of("Content-Type", "application/json"),
                                Stream.of(headers)))
                .toArray(String[]::new);
        return gateway.send(
                "POST", target, json == null ? null : JsonMapper.shared().writeValueAsString(json), all);
    }

    private static Repair repair(Event event) {
        return requireNonNull(EventDecoder.decodeRepair(event));
    }

    private static Predicate<Event> command(String id) {
        return event ->
                event.type() == EventType.COMMAND && repair(event).commandId().equals(id);
    }

    private static Predicate<Event> commandOfJob(String job) {
        return event ->
                event.type() == EventType.COMMAND && repair(event).commandId().startsWith(job + '/');
    }

    @Test
    void a_retry_is_a_command_on_the_key_of_the_events_order_and_is_audited_before() {
        String id = events.deadLetter(1, SHOP, 41);
        try (LogTail log = new LogTail()) {
            Answer answer = operator(DEAD_LETTERS + '/' + id + "/retry", null).is(202);

            String commandId = answer.json().get("command_id").asString();
            assertThat(answer.header("Location")).isEqualTo(DEAD_LETTERS + '/' + id);
            LogTail.Entry entry = log.await(command(commandId));
            assertThat(entry.topic()).isEqualTo(LogTopics.ORDER_EVENTS);
            assertThat(entry.event().key()).isEqualTo(SHOP + ":41");
            Repair repair = repair(entry.event());
            assertThat(repair.action()).isEqualTo(Repair.Action.RETRY);
            assertThat(repair.event()).hasToString(id);
            assertThat(repair.actor()).isEqualTo(OPERATOR_EMAIL);
        }
        assertThat(gateway.database()
                        .column("SELECT concat_ws('|', actor, action, target, shop, detail) FROM audit_log"))
                .containsExactly(OPERATOR_EMAIL + "|event.retry|1-0-1|" + SHOP + "|{}");
    }

    @Test
    void a_discard_says_why() {
        String id = events.deadLetter(1, SHOP, 42);
        operator(DEAD_LETTERS + '/' + id + "/discard", Map.of()).isWrongParameter("reason");
        operator(DEAD_LETTERS + '/' + id + "/discard", null).isProblem(415, "unsupported-media-type");
        try (LogTail log = new LogTail()) {
            String commandId = operator(DEAD_LETTERS + '/' + id + "/discard", Map.of("reason", "sent by mistake"))
                    .is(202)
                    .json()
                    .get("command_id")
                    .asString();

            Repair repair = repair(log.await(command(commandId)).event());
            assertThat(repair.action()).isEqualTo(Repair.Action.DISCARD);
            assertThat(repair.reason()).isEqualTo("sent by mistake");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "orders/paid, '{\"id\":43}', repair.example.com:43",
        "fulfillments/create, '{\"id\":1,\"order_id\":44}', repair.example.com:44",
        "orders/paid, '{\"id\":', repair.example.com",
        "customers/redact, '{\"id\":45}', repair.example.com"
    })
    void what_has_no_order_is_keyed_by_the_order_that_is_found_in_it_now_and_else_by_its_shop(
            String topic, String body, String key) {
        String id = events.add(
                1, "quarantined", "no-order-id", SHOP, null, topic, "2026-03-01T10:00:00Z", body.getBytes(UTF_8));
        try (LogTail log = new LogTail()) {
            String commandId = operator(ADMIN + "quarantine/" + id + "/retry", Map.of("reason", "again"))
                    .is(202)
                    .json()
                    .get("command_id")
                    .asString();

            assertThat(log.await(command(commandId)).event().key()).isEqualTo(key);
        }
    }

    @Test
    void the_same_request_under_the_same_key_is_the_same_command_and_another_one_is_refused() {
        String id = events.deadLetter(1, SHOP, 46);
        events.deadLetter(2, SHOP, 46);
        String key = "key-" + UUID.randomUUID();
        String target = DEAD_LETTERS + '/' + id + "/retry";
        try (LogTail log = new LogTail()) {
            operator(target, Map.of("reason", "a"), "Idempotency-Key", key).is(202);
            operator(target, Map.of("reason", "a"), "Idempotency-Key", key).is(202);

            List<LogTail.Entry> found = log.all(command(key), 2);
            assertThat(found).hasSize(2);
            assertThat(found.get(0).text()).isEqualTo(found.get(1).text());
        }
        operator(target, Map.of("reason", "b"), "Idempotency-Key", key).isProblem(422, "unprocessable");
        operator(DEAD_LETTERS + "/1-0-2/retry", Map.of("reason", "a"), "Idempotency-Key", key)
                .isProblem(422, "unprocessable");
        assertThat(gateway.database().column("SELECT target FROM audit_log")).containsExactly(id);
    }

    @Test
    void a_command_whose_event_has_come_to_an_end_meanwhile_was_carried_out() {
        String id = events.deadLetter(1, SHOP, 47);
        String key = "key-" + UUID.randomUUID();
        String target = DEAD_LETTERS + '/' + id + "/retry";
        operator(target, null, "Idempotency-Key", key).is(202);
        gateway.database().run("DELETE FROM unapplied_events");

        operator(target, null, "Idempotency-Key", key).is(202);
        operator(target, null).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\t"})
    void an_idempotency_key_that_is_none_is_refused(String key) {
        events.deadLetter(1, SHOP, 48);
        Answer answer = operator(DEAD_LETTERS + "/1-0-1/retry", null, "Idempotency-Key", key);

        // The client may strip what is blank; then there is a key, an empty one.
        answer.isWrongParameter("Idempotency-Key");
        assertThat(gateway.database().column("SELECT 1 FROM audit_log")).isEmpty();
    }

    @Test
    void what_was_discarded_or_is_not_there_is_refused_and_not_audited() {
        events.deadLetter(1, SHOP, 49);
        events.discarded(1);

        operator(DEAD_LETTERS + "/1-0-1/retry", null).isProblem(409, "conflict");
        operator(DEAD_LETTERS + "/1-0-1/discard", Map.of("reason", "x")).isProblem(409, "conflict");
        operator(DEAD_LETTERS + "/1-0-2/retry", null).isProblem(404, "not-found");
        operator(DEAD_LETTERS + "/nonsense/retry", null).isProblem(404, "not-found");
        assertThat(gateway.database().column("SELECT 1 FROM audit_log")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letters/1-0-1/retry",
                "parked/1-0-1/discard",
                "quarantine/retry",
                "quarantine/discard",
                "repairs/00000000-0000-3000-8000-000000000000/cancel",
                "orders/a.example.com:1/transitions"
            })
    void a_viewer_looks_and_does_nothing(String target) {
        gateway.as(VIEWER_EMAIL, "POST", ADMIN + target, "{}").isProblem(403, "forbidden");
    }

    private void addMany(int count) {
        for (int i = 1; i <= count; i++) {
            events.add(
                    i,
                    "dead-lettered",
                    i % 2 == 0 ? "fold-failed" : "decoder-failed",
                    SHOP,
                    SHOP + ":" + (i % 7),
                    "orders/paid",
                    "2026-03-01T10:00:%02dZ".formatted(i % 60),
                    "{}".getBytes(UTF_8));
        }
    }

    @Test
    void a_dry_run_says_how_many_shows_some_and_does_nothing() {
        addMany(25);

        JsonNode answer = operator(
                        DEAD_LETTERS + "/retry", Map.of("filter", Map.of("reason", "fold-failed"), "dry_run", true))
                .is(200)
                .json();

        assertThat(answer.get("count").asInt()).isEqualTo(12);
        assertThat(answer.get("more").asBoolean()).isFalse();
        assertThat(answer.get("summary").asString()).isEqualTo("12 events");
        assertThat(answer.get("sample").size()).isEqualTo(10);
        assertThat(answer.get("sample").get(0).get("reason").asString()).isEqualTo("fold-failed");
        assertThat(gateway.database().column("SELECT 1 FROM repair_jobs UNION ALL SELECT 1 FROM audit_log"))
                .isEmpty();
    }

    @Test
    void a_dry_run_over_very_many_counts_no_further_than_is_useful() {
        gateway.database().run("""
                INSERT INTO unapplied_events (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, topic,
                    received_at, set_aside_at, body)
                SELECT 1, 0, i, current_date, 'quarantined', 'not-json', 'shopify', 'repair.example.com', 'orders/paid', now(),
                    now(), '' FROM generate_series(1, 10001) i
                """);

        JsonNode answer = operator(ADMIN + "quarantine/discard", Map.of("filter", Map.of(), "dry_run", true))
                .is(200)
                .json();

        assertThat(answer.get("summary").asString()).isEqualTo("more than 10,000 events");
        assertThat(answer.get("count").asInt()).isEqualTo(10_000);
        assertThat(answer.get("more").asBoolean()).isTrue();
    }

    private JsonNode job(String id) {
        return gateway.get(ADMIN + "repairs/" + id).is(200).json();
    }

    private void awaitState(String id, String state) {
        await().atMost(RunningGateway.BOUND)
                .until(() -> job(id).get("state").asString().equals(state));
    }

    @Test
    void a_repair_in_bulk_gives_one_command_for_each_event_in_the_order_in_which_they_were_set_aside() {
        addMany(250);
        events.discarded(2);
        try (LogTail log = new LogTail()) {
            Answer answer = operator(
                            DEAD_LETTERS + "/retry",
                            Map.of("filter", Map.of("shop", SHOP, "reason", "fold-failed"), "reason", "corrected"))
                    .is(202);
            String id = answer.json().get("id").asString();
            assertThat(answer.header("Location")).isEqualTo(ADMIN + "repairs/" + id);
            // What is set aside from now on is not asked for.
            events.add(
                    999,
                    "dead-lettered",
                    "fold-failed",
                    SHOP,
                    SHOP + ":1",
                    "orders/paid",
                    "2126-01-01",
                    "{}".getBytes(UTF_8));
            awaitState(id, "done");

            List<LogTail.Entry> commands = log.all(commandOfJob(id), 124);
            assertThat(commands).hasSize(124);
            assertThat(commands.stream()
                            .map(entry -> repair(entry.event()).event().toString())
                            .distinct())
                    .hasSize(124);
            assertThat(job(id).get("published").asInt()).isEqualTo(124);
            assertThat(job(id).get("list").asString()).isEqualTo("dead-letters");
            assertThat(job(id).get("filter").get("reason").asString()).isEqualTo("fold-failed");
        }
        assertThat(gateway.database().column("SELECT concat_ws('|', actor, action, target, shop) FROM audit_log"))
                .containsExactly(OPERATOR_EMAIL + "|events.retry|dead-letters|" + SHOP);
    }

    @Test
    void the_same_bulk_request_under_the_same_key_finds_the_same_job() {
        addMany(3);
        String key = "key-" + UUID.randomUUID();
        Map<String, Object> request = Map.of("filter", Map.of(), "reason", "all of them");

        String first = operator(DEAD_LETTERS + "/discard", request, "Idempotency-Key", key)
                .is(202)
                .json()
                .get("id")
                .asString();
        String second = operator(DEAD_LETTERS + "/discard", request, "Idempotency-Key", key)
                .is(202)
                .json()
                .get("id")
                .asString();

        assertThat(second).isEqualTo(first);
        awaitState(first, "done");
        operator(DEAD_LETTERS + "/retry", request, "Idempotency-Key", key).isProblem(422, "unprocessable");
        assertThat(gateway.database().column("SELECT 1 FROM repair_jobs")).hasSize(1);
    }

    @Test
    void a_job_that_was_interrupted_goes_on_where_it_was() {
        addMany(20);
        String id = UUID.randomUUID().toString();
        // As a gateway left it that ended after ten of them.
        gateway.database().run("""
                        INSERT INTO repair_jobs (id, action, outcome, filter, actor, state, published, created_at, next_step_at,
                            after_set_aside, after_log_id, after_partition, after_log_offset)
                        VALUES (?::uuid, 'retry', 'dead-lettered', '{}', 'operator@example.com', 'running', 10, now(), now(),
                            '2026-03-01T10:00:10Z', 1, 0, 10)
                        """, id);
        try (LogTail log = new LogTail()) {
            awaitState(id, "done");
            List<String> repaired = log.all(commandOfJob(id), 1).stream()
                    .map(entry -> repair(entry.event()).event().toString())
                    .toList();
            assertThat(repaired).doesNotContain("1-0-1", "1-0-10");
        }
        assertThat(job(id).get("published").asInt()).isEqualTo(20);
    }

    @Test
    void a_cancelled_job_stops_and_stays_cancelled() {
        addMany(5);
        String id = UUID.randomUUID().toString();
        gateway.database().run("""
                        INSERT INTO repair_jobs (id, action, outcome, filter, actor, state, created_at, next_step_at)
                        VALUES (?::uuid, 'retry', 'dead-lettered', '{}', 'operator@example.com', 'running', now(), '2126-01-01')
                        """, id);

        assertThat(operator(ADMIN + "repairs/" + id + "/cancel", null)
                        .is(200)
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("cancelled");
        operator(ADMIN + "repairs/" + id + "/cancel", null).is(200);

        assertThat(job(id).get("published").asInt()).isZero();
        assertThat(gateway.database().column("SELECT action || ' ' || target FROM audit_log"))
                .containsExactly("repair.cancel " + id);
    }

    @Test
    void so_many_jobs_may_run_and_no_more() {
        gateway.database().run("""
                INSERT INTO repair_jobs (id, action, outcome, filter, actor, state, created_at, next_step_at)
                SELECT gen_random_uuid(), 'retry', 'parked', '{}', 'x', 'running', now(), '2126-01-01'
                FROM generate_series(1, 10)
                """);

        operator(DEAD_LETTERS + "/retry", Map.of("filter", Map.of())).isProblem(409, "conflict");
        assertThat(gateway.database().column("SELECT 1 FROM audit_log")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; filter",
                "{\"filter\":[]}; filter",
                "{\"filter\":{\"shop\":1}}; filter.shop",
                "{\"filter\":{\"state\":\"x\"}}; filter.state",
                "{\"filter\":{\"from\":\"soon\"}}; filter.from",
                "{\"filter\":{\"overdue\":true}}; filter.overdue",
                "{\"filter\":{},\"dry_run\":\"yes\"}; dry_run",
                "{\"filter\":{},\"everything\":true}; everything"
            })
    void a_bulk_request_with_something_missing_wrong_or_unknown_is_told_which(String body, String parameter) {
        gateway.as(OPERATOR_EMAIL, "POST", DEAD_LETTERS + "/retry", body).isWrongParameter(parameter);
    }

    @Test
    void a_discard_in_bulk_says_why_unless_it_only_looks() {
        operator(DEAD_LETTERS + "/discard", Map.of("filter", Map.of())).isWrongParameter("reason");
        operator(DEAD_LETTERS + "/discard", Map.of("filter", Map.of(), "dry_run", true))
                .is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-1-1-1-1", "00000000-0000-3000-8000-000000000000"})
    void a_job_that_is_not_there_is_not_found(String id) {
        gateway.get(ADMIN + "repairs/" + id).isProblem(404, "not-found");
        operator(ADMIN + "repairs/" + id + "/cancel", null).isProblem(404, "not-found");
    }

    @Test
    void the_paths_of_bulk_repair_are_no_ids() {
        assertThat(gateway.get(DEAD_LETTERS + "/retry")
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("POST");
    }
}
