package dev.sluice.order;

import static dev.sluice.order.Events.ORDER;
import static dev.sluice.order.Events.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever bytes a stranger signs, a body is either read or refused, at a bounded cost. */
class HostileBodiesTest {
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private static final String[] SHAPES = {
        "{'id':%s,'name':'#1 Zoë 😀','financial_status':'paid','fulfillment_status':'partial','cancelled_at':null,"
                + "'updated_at':'2026-03-01T10:00:00-05:00','customer':{'id':7,'first_name':'\\u0000\\ud83d'},"
                + "'line_items':[{'sku':'A','quantity':2,'price':'9.95'}],'total_price':19.90,'test':false,"
                + "'fulfillments':[{'id':7,'status':'success'}],'refunds':[{'id':8,'transactions':[{'id':9,"
                + "'kind':'refund','status':'success','amount':'1.00'}]}]}",
        "{'id':%s}",
        "{'order_edit':{'order_id':%s}}",
        "{'id':7,'order_id':%s,'status':'success','updated_at':'2026-03-01 10:00:00Z'}",
        "{'id':7,'order_id':%s,'refund_line_items':[],'transactions':[{'amount':1e3}]}",
        "{'id':7,'order_id':%s,'kind':'sale','amount':'1.00'}"
    };

    private static final String[] TOPICS = {
        "orders/updated",
        "orders/delete",
        "orders/edited",
        "fulfillments/update",
        "refunds/create",
        "order_transactions/create"
    };

    @Property(tries = 6_000)
    void aDamagedBodyIsReadOrRefusedAndNothingElse(@ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int shape) {
        Random random = new Random(seed);
        byte[] body = Events.json(SHAPES[shape].formatted(ORDER)).getBytes(UTF_8);
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            body = damaged(body, random);
        }
        OrderFacts facts;
        try {
            facts = EventDecoder.decode(Events.shopify(TOPICS[shape], body)).facts();
        } catch (UndecodableException refused) {
            assertThat(refused.detail()).isNotBlank();
            return;
        }
        assertThat(FactsCodec.decode(FactsCodec.encode(facts))).isEqualTo(facts);
        // Without its escaped backslashes, which may well stand before "u0000".
        assertThat(new String(FactsCodec.encode(facts), UTF_8).replace("\\\\", ""))
                .doesNotContain("\\u0000");
        Snapshot order = facts.snapshot();
        assertThat(order == null
                        || order.updatedAt() == null
                        || order.updatedAt().isBefore(END))
                .isTrue();
    }

    private static byte[] damaged(byte[] body, Random random) {
        String digits = "0123456789eE+-.\"'{}[],:\\ \u0000ntu";
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] cut = new byte[Math.max(1, at)];
                System.arraycopy(body, 0, cut, 0, cut.length);
                return cut;
            }
            case 1 -> {
                byte[] longer = new byte[body.length + 1];
                System.arraycopy(body, 0, longer, 0, at);
                longer[at] = (byte) digits.charAt(random.nextInt(digits.length()));
                System.arraycopy(body, at, longer, at + 1, body.length - at);
                return longer;
            }
            case 2 -> body[at] = (byte) random.nextInt(256);
            default -> body[at] = (byte) digits.charAt(random.nextInt(digits.length()));
        }
        return body;
    }

    @Example
    void partsWithoutEndAreKeptUpToABound() {
        StringBuilder parcels = new StringBuilder();
        for (int id = 1; id <= 2_000; id++) {
            parcels.append("{'id':").append(id).append("},");
        }
        OrderFacts facts = snapshot("'fulfillments':[" + parcels + "null],'refunds':[{'id':1,'transactions':[" + parcels
                        + "null]}]")
                .facts();

        assertThat(facts.fulfillments()).hasSize(OrderFacts.MAX_ITEMS).containsKey(2_000L);
        assertThat(facts.transactions()).hasSize(OrderFacts.MAX_ITEMS);
    }

    @Example
    void aRefundInsideARefundIsNoRefund() {
        String nested = "{'id':1,'transactions':[";
        OrderFacts facts = snapshot("'refunds':[" + nested.repeat(490) + "]}".repeat(490) + "]")
                .facts();

        assertThat(facts.refunds()).hasSize(1);
        assertThat(facts.transactions()).hasSize(1);
    }

    @Example
    void namesWithoutEndDoNoHarm() {
        StringBuilder names = new StringBuilder("'total_price':'1.00'");
        for (int i = 0; i < 150_000; i++) {
            names.append(",'").append(Integer.toString(i * 31, 36)).append("':0");
        }

        assertThat(Objects.requireNonNull(snapshot(names.toString()).facts().snapshot())
                        .totalAmount())
                .isEqualByComparingTo("1.00");
    }
}
