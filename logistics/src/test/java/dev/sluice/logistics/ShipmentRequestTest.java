package dev.sluice.logistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.OrderKey;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShipmentRequestTest {

    @Test
    void the_examples_of_the_contract_are_read() throws IOException {
        ShipmentRequest requested = ShipmentRequest.read(example(0));
        ShipmentRequest withdrawn = ShipmentRequest.read(example(1));

        assertThat(requested.order()).isEqualTo(new OrderKey("sluice-demo-aurora.myshopify.com", "820982911946154508"));
        assertThat(requested.withdrawn()).isFalse();
        assertThat(requested.lines()).contains("AUR-TENT-2");
        assertThat(withdrawn.withdrawn()).isTrue();
    }

    @Test
    void an_orders_shipment_has_one_key_for_ever_and_another_orders_another() throws IOException {
        ShipmentRequest requested = ShipmentRequest.read(example(0));
        ShipmentRequest withdrawn = ShipmentRequest.read(example(1));
        ShipmentRequest other = new ShipmentRequest(new OrderKey("sluice-demo-aurora.myshopify.com", "1"), false, "[]");

        assertThat(requested.carrierKey())
                .isEqualTo(withdrawn.carrierKey())
                .isNotEqualTo(other.carrierKey())
                .matches("[0-9a-f]{32}");
        assertThat(requested.shipmentId())
                .isEqualTo(withdrawn.shipmentId())
                .isNotEqualTo(other.shipmentId())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"data\":{}}",
                "{\"data\":{\"shop\":\"s\",\"order\":\"1\",\"action\":\"moved\",\"lines\":[]}}"
            })
    void what_is_no_shipment_request_is_refused(String value) {
        assertThatThrownBy(() -> ShipmentRequest.read(value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] example(int index) throws IOException {
        try (InputStream file =
                ShipmentRequestTest.class.getResourceAsStream("/contract/shipment-request.schema.json")) {
            JsonNode schema = JsonMapper.shared().readTree(requireNonNull(file));
            return schema.path("examples").path(index).toString().getBytes(UTF_8);
        }
    }
}
