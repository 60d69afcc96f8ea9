package dev.sluice.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @ParameterizedTest
    @CsvSource({
        "orders_create__anything.json, orders/create",
        "orders_create.json, orders/create",
        "orders_create-2.json, orders/create",
        "orders_partially_fulfilled__one_of_two.json, orders/partially_fulfilled",
        "orders_shopify_protect_eligibility_changed__docs.json, orders/shopify_protect_eligibility_changed",
        "orders_risk_assessment_changed__x.json, orders/risk_assessment_changed",
        "customers_data_request__docs-2025-01.json, customers/data_request",
        "customers_redact__docs.json, customers/redact",
        "order_transactions_create__capture.json, order_transactions/create",
        "draft_orders_create__docs.json, draft_orders/create",
        "app_uninstalled__docs.json, app/uninstalled",
        "shop_redact__docs.json, shop/redact",
        "inventory_levels_update__docs.json, inventory_levels/update",
        "fulfillments_update__a__b.json, fulfillments/update",
        "refunds_create_with_a_note.json, refunds/create",
        "themes_publish__not-on-the-list.json, themes/publish"
    })
    void a_file_name_says_its_topic(String file, String topic) {
        assertThat(TopicNames.of(file)).contains(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.json", "000001.json", "orderscreate.json", "themes_publish.json", "__x.json"})
    void a_file_name_that_says_no_topic_has_none(String file) {
        assertThat(TopicNames.of(file)).isEmpty();
    }
}
