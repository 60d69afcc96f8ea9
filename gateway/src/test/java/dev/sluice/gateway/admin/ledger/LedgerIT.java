package dev.sluice.gateway.admin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.admission.AdmissionStatus;
import dev.sluice.gateway.admission.AdmissionStatus.ShopShare;
import dev.sluice.gateway.admission.DiskSpace;
import dev.sluice.gateway.admission.PartitionDepth;
import dev.sluice.gateway.admission.QueueSnapshot;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LedgerIT {
    private final AdminGateway gateway = AdminGateway.get();

    @BeforeEach
    void twoPartitionsWithElevenEvents() {
        gateway.database().run("TRUNCATE ledger, consumer_progress, logs RESTART IDENTITY CASCADE");
        gateway.database().run("""
                        INSERT INTO logs (topic, topic_id) VALUES ('order-events', 'first'), ('order-events-quarantine', 'q');
                        INSERT INTO consumer_progress (log_id, partition, first_offset, next_offset)
                        VALUES (1, 0, 0, 10), (1, 1, 5, 6), (2, 0, 0, 0);
                        INSERT INTO ledger VALUES
                            (1, 0, 'a.example.com', 'applied', 6), (1, 0, 'a.example.com', 'duplicate', 1),
                            (1, 0, 'b.example.com', 'applied', 2), (1, 0, 'b.example.com', 'dead-lettered', 1),
                            (1, 1, 'a.example.com', 'parked', 1);
                        """);
        gateway.queue()
                .show(new QueueSnapshot(
                        9,
                        List.of(
                                new PartitionDepth("order-events", 0, 12, 10, 2),
                                new PartitionDepth("order-events", 1, 10, 6, 4),
                                new PartitionDepth("order-events-quarantine", 0, 3, 0, 3)),
                        12.5,
                        10.25,
                        3,
                        null,
                        new AdmissionStatus(
                                "sharing",
                                List.of("low-mark"),
                                5,
                                20,
                                50,
                                2_000,
                                10.5,
                                List.of(new ShopShare("a.example.com", 40.5, 10.5))),
                        Map.of("kafka-disk", new DiskSpace(1_000, 400, 50)),
                        Map.of("kafka", "closed", "redis", "half-open"),
                        Instant.parse("2026-03-01T00:00:00.5Z")));
    }

    private JsonNode ledger() {
        return gateway.get("/api/v1/admin/ledger").is(200).json();
    }

    @Test
    void accepted_is_outcomes_and_in_flight_and_every_partition_is_shown() {
        assertThat(ledger()).isEqualTo(JsonMapper.shared().readTree("""
                                        {"accepted": 20, "in_flight": 9,
                                         "outcomes": {"applied": 8, "duplicate": 1, "stale": 0, "parked": 1,
                                                      "quarantined": 0, "dead-lettered": 1, "ignored": 0},
                                         "balanced": true,
                                         "partitions": [
                                           {"topic": "order-events", "partition": 0, "first_offset": 0, "next_offset": 10,
                                            "end_offset": 12, "in_flight": 2, "outcomes_total": 10, "balanced": true},
                                           {"topic": "order-events", "partition": 1, "first_offset": 5, "next_offset": 6,
                                            "end_offset": 10, "in_flight": 4, "outcomes_total": 1, "balanced": true},
                                           {"topic": "order-events-quarantine", "partition": 0, "first_offset": 0,
                                            "next_offset": 0, "end_offset": 3, "in_flight": 3, "outcomes_total": 0,
                                            "balanced": true}]}
                                        """));
    }

    @Test
    void an_outcome_that_is_missing_is_an_alarm() {
        gateway.database().run("UPDATE ledger SET events = events - 1 WHERE shop = 'b.example.com'");

        JsonNode ledger = ledger();

        assertThat(ledger.get("balanced").asBoolean()).isFalse();
        assertThat(ledger.get("partitions").get(0).get("balanced").asBoolean()).isFalse();
        assertThat(ledger.get("partitions").get(1).get("balanced").asBoolean()).isTrue();
    }

    @Test
    void what_is_in_flight_is_not_known_while_the_log_was_never_read() {
        gateway.queue().show(null);

        JsonNode ledger = ledger();

        assertThat(ledger.get("in_flight").isNull()).isTrue();
        assertThat(ledger.get("partitions").get(0).get("end_offset").isNull()).isTrue();
        assertThat(ledger.get("accepted").asInt()).isEqualTo(11);
        assertThat(ledger.get("balanced").asBoolean()).isTrue();
    }

    @Test
    void of_one_shop_there_are_outcomes_only() {
        Answer answer = gateway.get("/api/v1/admin/ledger?shop=a.example.com").is(200);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"shop\":\"a.example.com\",\"outcomes\":{\"applied\":6,\"duplicate\":1,\"stale\":0,\"parked\":1,"
                                + "\"quarantined\":0,\"dead-lettered\":0,\"ignored\":0}}");
        assertThat(gateway.get("/api/v1/admin/ledger?shop=%27%20OR%201%3D1%20--")
                        .is(200)
                        .json()
                        .get("outcomes")
                        .get("applied")
                        .asInt())
                .isZero();
    }

    @Test
    void a_parameter_that_the_ledger_does_not_have_is_refused() {
        gateway.get("/api/v1/admin/ledger?shops=a").isWrongParameter("shops");
        gateway.get("/api/v1/admin/ledger?shop=a&shop=b").isWrongParameter("shop");
        gateway.get("/api/v1/admin/ledger?shop=%00").isWrongParameter("shop");
        gateway.get("/api/v1/admin/queue?shop=a").isWrongParameter("shop");
    }

    @Test
    void the_queue_is_shown_as_it_was_last_sampled() {
        assertThat(gateway.get("/api/v1/admin/queue").is(200).json())
                .isEqualTo(JsonMapper.shared().readTree("""
                                        {"depth": 9,
                                         "partitions": [{"topic": "order-events", "partition": 0, "end_offset": 12,
                                                         "next_offset": 10, "lag": 2},
                                                        {"topic": "order-events", "partition": 1, "end_offset": 10,
                                                         "next_offset": 6, "lag": 4},
                                                        {"topic": "order-events-quarantine", "partition": 0, "end_offset": 3,
                                                         "next_offset": 0, "lag": 3}],
                                         "accepted_per_second": 12.5, "applied_per_second": 10.25, "in_flight": 3,
                                         "drain_seconds": null, "admission": "sharing", "reasons": ["low-mark"],
                                         "marks": {"low": 5, "high": 20, "hard": 50}, "max_in_flight": 2000,
                                         "share_per_second": 10.5,
                                         "loudest_shops": [{"shop": "a.example.com", "offered_per_second": 40.5,
                                                            "share_per_second": 10.5}],
                                         "disks": {"kafka-disk": {"total_bytes": 1000, "usable_bytes": 400,
                                                                  "least_bytes": 50}},
                                         "breakers": {"kafka": "closed", "redis": "half-open"},
                                         "sampled_at": "2026-03-01T00:00:00.500000Z"}
                                        """));
    }

    @Test
    void while_the_log_was_never_read_the_queue_is_not_made_up() {
        gateway.queue().show(null);

        assertThat(gateway.get("/api/v1/admin/queue")
                        .isProblem(503, "log-unavailable")
                        .header("Retry-After"))
                .isEqualTo("1");
    }
}
