package dev.sluice.order;

import static dev.sluice.order.Events.SHOP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.UnusableReason;
import dev.sluice.order.ComplianceRequest.Kind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplianceDecoderTest {
    private static final String DATA_REQUEST = "{'shop_id':1,'shop_domain':'" + SHOP + "','orders_requested':[5,6,5],"
            + "'customer':{'id':7,'email':'a@example.com','phone':'555'},'data_request':{'id':9}}";
    private static final String REDACT = "{'shop_id':1,'shop_domain':'" + SHOP + "',"
            + "'customer':{'id':7,'email':'a@example.com','phone':'555'},'orders_to_redact':[5,6]}";
    private static final String SHOP_REDACT = "{'shop_id':1,'shop_domain':'" + SHOP + "'}";
    private static final String UNINSTALLED =
            "{'id':1,'name':'Toys','email':'o@example.com','myshopify_domain':'" + SHOP + "'}";

    private static ComplianceRequest decode(String topic, String body) {
        return ComplianceDecoder.decode(Events.shopify(topic, Events.json(body).getBytes(UTF_8)));
    }

    private static UnusableReason refused(String topic, String body) {
        UnusableReason[] reason = new UnusableReason[1];
        assertThatThrownBy(() -> decode(topic, body)).isInstanceOfSatisfying(UndecodableException.class, refused -> {
            reason[0] = refused.reason();
            assertThat(refused.detail()).doesNotContain("a@example.com");
        });
        return reason[0];
    }

    @Test
    void eachRequestIsReadForWhomItConcernsAndNothingElse() {
        assertThat(decode("customers/data_request", DATA_REQUEST))
                .isEqualTo(new ComplianceRequest(Kind.DATA_REQUEST, "7", List.of("5", "6")));
        assertThat(decode("customers/redact", REDACT))
                .isEqualTo(new ComplianceRequest(Kind.CUSTOMER_REDACTION, "7", List.of("5", "6")));
        assertThat(decode("shop/redact", SHOP_REDACT))
                .isEqualTo(new ComplianceRequest(Kind.SHOP_REDACTION, null, List.of()));
        assertThat(decode("app/uninstalled", UNINSTALLED))
                .isEqualTo(new ComplianceRequest(Kind.UNINSTALLATION, null, List.of()));
    }

    @Test
    void noSignedBodyCanBeSentAgainUnderATopicThatErasesMore() {
        List<String> bodies = List.of(
                DATA_REQUEST,
                REDACT,
                SHOP_REDACT,
                UNINSTALLED,
                "{'id':5,'customer':{'id':7},'shop_domain':'" + SHOP + "'}",
                "{'id':5,'order_id':6}",
                "{}");
        for (String body : bodies) {
            for (String topic :
                    List.of("customers/data_request", "customers/redact", "shop/redact", "app/uninstalled")) {
                boolean own = (body.equals(DATA_REQUEST) && topic.equals("customers/data_request"))
                        || (body.equals(REDACT) && topic.equals("customers/redact"))
                        || (body.equals(SHOP_REDACT) && topic.equals("shop/redact"))
                        || (body.equals(UNINSTALLED) && topic.equals("app/uninstalled"));
                if (!own) {
                    assertThat(refused(topic, body)).as(topic + ' ' + body).isEqualTo(UnusableReason.WRONG_SHAPE);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"})
    void aRequestOfAnotherShopIsRefusedBecauseOneSecretMaySignForBoth(String topic) {
        String body = switch (topic) {
            case "customers/data_request" -> DATA_REQUEST;
            case "customers/redact" -> REDACT;
            case "shop/redact" -> SHOP_REDACT;
            default -> UNINSTALLED;
        };
        assertThat(refused(topic, body.replace(SHOP, "other.example"))).isEqualTo(UnusableReason.WRONG_KEY);
        assertThat(decode(topic, body.replace(SHOP, "{shop}.myshopify.com"))
                        .kind()
                        .topic())
                .isEqualTo(topic);
    }

    @Test
    void aRequestThatNamesNobodyIsRefused() {
        assertThat(refused("customers/redact", "{'shop_domain':'" + SHOP + "','customer':{},'orders_to_redact':[]}"))
                .isEqualTo(UnusableReason.WRONG_SHAPE);
        assertThat(refused(
                        "customers/redact",
                        "{'shop_domain':'" + SHOP + "','customer':{'id':7},'orders_to_redact':['five']}"))
                .isEqualTo(UnusableReason.WRONG_SHAPE);
        assertThat(refused("customers/redact", "nonsense")).isEqualTo(UnusableReason.NOT_JSON);
    }

    @Test
    void aRequestNamesABoundedNumberOfOrders() {
        String ids = String.join(
                ",",
                LongStream.rangeClosed(1, ComplianceRequest.MAX_ORDERS + 1L)
                        .mapToObj(Long::toString)
                        .toList());

        assertThat(refused(
                        "customers/redact",
                        "{'shop_domain':'" + SHOP + "','customer':{'id':7},'orders_to_redact':[" + ids + "]}"))
                .isEqualTo(UnusableReason.WRONG_SHAPE);
    }
}
