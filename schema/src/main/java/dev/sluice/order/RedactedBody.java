package dev.sluice.order;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * A body without personal data. Only fields that are known to hold none are kept, those that the decoder reads: so an event
 * that waits can still be applied, and a field that nobody thought of is dropped and not kept.
 */
public final class RedactedBody {
    /** Reads what {@link BodyReader} reads, and refuses what it refuses. */
    static final JsonFactory JSON = JsonFactory.builder()
            // UTF-8 and nothing else: a body that is UTF-16 must not mean something here and nothing elsewhere.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // Its hashes are seeded by chance: what is refused must not depend on that.
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE) // the body's own limit bounds it
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What it costs to keep a body that cannot be read. */
    private static final byte[] NOTHING = new byte[0];

    /** Kept wherever they stand; of an object or a list, what is kept inside it. */
    private static final Set<String> KEPT = Set.of(
            "id",
            "order_id",
            "financial_status",
            "fulfillment_status",
            "cancelled_at",
            "created_at",
            "updated_at",
            "processed_at",
            "total_price",
            "currency",
            "test",
            "fulfillments",
            "refunds",
            "transactions",
            "refund_line_items",
            "order_edit",
            "status",
            "shipment_status",
            "kind",
            "amount",
            "line_items",
            "lines",
            "sku",
            "quantity",
            "price",
            "command_id",
            "to",
            "actor",
            "at",
            "shipment_id",
            "total",
            "placed_at",
            "stock",
            "stock_reason",
            "shop_id",
            "shop_domain",
            "data_request",
            "orders_requested",
            "orders_to_redact");

    /** What a product is called; elsewhere such fields hold what people are called. */
    private static final Set<String> KEPT_IN_LINES = Set.of("title", "product_name", "name");

    private static final Set<String> LINES = Set.of("line_items", "lines");

    private final JsonParser in;
    private final JsonGenerator out;

    private RedactedBody(JsonParser in, JsonGenerator out) {
        this.in = in;
        this.out = out;
    }

    /**
     * The body without personal data; empty when it is not one JSON object in UTF-8, since nobody can say then what is in it.
     */
    public static byte[] of(byte[] body) {
        if (!Utf8.isValid(body)) {
            return NOTHING;
        }
        ByteArrayBuilder bytes = new ByteArrayBuilder(Math.max(16, body.length / 4));
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            new RedactedBody(in, out).object(null);
            if (in.nextToken() != null) {
                return NOTHING;
            }
        } catch (JacksonException e) {
            return NOTHING;
        }
        return bytes.toByteArray();
    }

    /**
     * @param within the field that the object, or the list it is in, stands under; null for the body itself
     */
    private void object(@Nullable String within) {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (isKept(name, within)) {
                out.writeName(name);
                value(name);
            } else {
                in.skipChildren();
            }
        }
        out.writeEndObject();
    }

    private boolean isKept(String name, @Nullable String within) {
        return KEPT.contains(name)
                || (within != null && LINES.contains(within) && KEPT_IN_LINES.contains(name))
                || (within == null && name.equals("name") && isOrderName());
    }

    /** Such as #1001: a name of a person has no digit, or a blank in it. */
    private boolean isOrderName() {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return false;
        }
        String text = in.getString();
        return text.chars().anyMatch(Character::isDigit) && text.chars().noneMatch(Character::isWhitespace);
    }

    private void value(String name) {
        switch (in.currentToken()) {
            case START_OBJECT -> object(name);
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    value(name);
                }
                out.writeEndArray();
            }
            case VALUE_STRING -> out.writeString(Texts.clean(in.getString(), Integer.MAX_VALUE));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
    }
}
