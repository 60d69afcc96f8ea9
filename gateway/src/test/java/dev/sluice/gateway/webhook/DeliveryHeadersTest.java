package dev.sluice.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class DeliveryHeadersTest {

    private static DeliveryHeaders of(String name, String... values) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : values) {
            headers.add(name, value);
        }
        return DeliveryHeaders.of(headers);
    }

    @Test
    void theShopIsInLowerCase() {
        assertThat(of("x-shopify-shop-domain", "A.Example").shop()).isEqualTo("a.example");
    }

    @Test
    void whatIsTooLongUnprintableOrSentTwiceCountsAsNotSent() {
        assertThat(of("X-Shopify-Webhook-Id", "x".repeat(255)).webhookId()).hasSize(255);
        assertThat(of("X-Shopify-Webhook-Id", "x".repeat(256)).webhookId()).isNull();
        assertThat(of("X-Shopify-Webhook-Id", "a\tb").webhookId()).isNull();
        assertThat(of("X-Shopify-Webhook-Id", "é").webhookId()).isNull();
        assertThat(of("X-Shopify-Webhook-Id", "").webhookId()).isNull();
        assertThat(of("X-Shopify-Webhook-Id", "a", "a").webhookId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/create", "customers/data_request", "customer.tags_added", "a/b/c", "x-1/y_2"})
    void aTopicIsNamesWithASeparator(String topic) {
        assertThat(of("X-Shopify-Topic", topic).topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "/create", "orders/", "a//b", "orders/Create", "a b/c", "a/b;c", "."})
    void anythingElseIsNoTopic(String topic) {
        assertThat(of("X-Shopify-Topic", topic).topic()).isNull();
    }
}
