package dev.sluice.gateway.admin.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.SetAsideEvents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many events are set aside, a page of a list and a step of a job read a page of an index. */
class UnappliedPlanIT {
    private static final int EVENTS = 50_000;
    private static final int LIMIT = 50;
    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)");
    private static final AdminGateway GATEWAY = AdminGateway.get();
    private static final Listing PAGES =
            new Listing("list_unapplied", UnappliedFilter.CONDITIONS, Map.of("unapplied_json", "json_build_object()"));
    private static final Listing STEPS = new Listing("repair_job_step", UnappliedFilter.CONDITIONS, Map.of());

    @BeforeAll
    static void manyEvents() {
        new SetAsideEvents(GATEWAY.database()).clear();
        GATEWAY.database().run("""
                INSERT INTO unapplied_events (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, topic,
                    received_at, set_aside_at, body)
                SELECT 1, i %% 12, i, current_date, (ARRAY['parked', 'quarantined', 'dead-lettered'])[1 + i %% 3], 'r',
                    'shopify', 's' || i %% 4, 'orders/paid', now(), timestamptz '2026-03-01 00:00Z' + i * interval '1 second',
                    '{}'
                FROM generate_series(1, %d) i
                """.formatted(EVENTS));
        GATEWAY.database().run("VACUUM ANALYZE unapplied_events");
    }

    @AfterAll
    static void clear() {
        new SetAsideEvents(GATEWAY.database()).clear();
    }

    @ParameterizedTest
    @CsvSource({
        "force_custom_plan, live",
        "force_generic_plan, live",
        "force_custom_plan, live shop",
        "force_generic_plan, live shop"
    })
    void a_page_reads_no_more_than_itself(String mode, String conditions) {
        String sql = PAGES.statement(Set.of(conditions.split(" ")))
                .replace(":limit", "$1")
                .replace(":outcome", "$2")
                .replace(":from", "$3")
                .replace(":before_at", "$4")
                .replace(":before_log_id", "$5")
                .replace(":before_partition", "$6")
                .replace(":before_log_offset", "$7")
                .replace(":shop", "$8");
        assertReadsAPage(
                mode,
                "PREPARE listing(int, text, text, text, text, text, text, text) AS " + sql,
                "EXECUTE listing(50, 'parked', '-infinity', '2026-03-01 08:00:00Z', '1', '5', '99', 's1')");
    }

    @ParameterizedTest
    @CsvSource({
        "force_custom_plan, live",
        "force_generic_plan, live",
        "force_custom_plan, live shop",
        "force_generic_plan, live shop"
    })
    void a_step_of_a_job_reads_no_more_than_itself(String mode, String conditions) {
        String sql = STEPS.statement(Set.of(conditions.split(" ")))
                .replace(":limit", "$1")
                .replace(":outcome", "$2")
                .replace(":from", "$3")
                .replace(":before", "$4")
                .replace(":after_set_aside", "$5")
                .replace(":after_log_id", "$6")
                .replace(":after_partition", "$7")
                .replace(":after_log_offset", "$8")
                .replace(":shop", "$9");
        assertReadsAPage(
                mode,
                "PREPARE listing(int, text, text, text, text, smallint, int, bigint, text) AS " + sql,
                "EXECUTE listing(50, 'parked', '-infinity', '2126-01-01', '2026-03-01 08:00:00Z', 1::smallint, 5, 99, 's1')");
    }

    private static void assertReadsAPage(String mode, String prepare, String execute) {
        List<String> lines = GATEWAY.database()
                .explain(
                        "SET plan_cache_mode = " + mode,
                        prepare,
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + execute);
        String plan = String.join("\n", lines);
        assertThat(plan)
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed by Filter")
                .contains("unapplied_events_live");
        assertThat(ROWS.matcher(plan).results().map(rows -> Integer.valueOf(rows.group(1))))
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(LIMIT + 1));
    }
}
