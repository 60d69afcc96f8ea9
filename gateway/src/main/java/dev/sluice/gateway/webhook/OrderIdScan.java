package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.TopicKind;
import dev.sluice.contract.UnusableReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * What one pass over a body found. The pass ends where the id has been read: what comes after it is the processor's to
 * judge.
 *
 * @param orderId from 1 to 2^63-1; 0 when there is none that can be used
 * @param unusable why there is none; null when there is one
 */
public record OrderIdScan(long orderId, @Nullable UnusableReason unusable) {
    /** Bytes are taken as UTF-8 whatever they look like: Shopify sends nothing else. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    /** Finds the order's id at the place where this kind of topic has it. */
    public static OrderIdScan of(TopicKind kind, byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            return scan(parser, kind);
        } catch (JacksonException e) {
            return none(isUtf8(body) ? UnusableReason.NOT_JSON : UnusableReason.NOT_UTF8);
        }
    }

    private static OrderIdScan scan(JsonParser parser, TopicKind kind) {
        try {
            return switch (kind) {
                case WHOLE_ORDER, DELETION -> scan(parser, null, "id");
                case EDIT -> scan(parser, "order_edit", "order_id");
                case FULFILLMENT, REFUND, TRANSACTION, OTHER_ORDER -> scan(parser, null, "order_id");
                case COMPLIANCE, NO_ORDER -> throw new IllegalArgumentException("no order in " + kind);
            };
        } catch (StreamConstraintsException e) {
            return none(isTooDeep(parser) ? UnusableReason.NOT_JSON : UnusableReason.NUMBER_OUT_OF_RANGE);
        }
    }

    private static OrderIdScan scan(JsonParser parser, @Nullable String parent, String field) {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            return none(first == null ? UnusableReason.NOT_JSON : UnusableReason.NOT_AN_OBJECT);
        }
        if (parent != null && (!moveTo(parser, parent) || parser.currentToken() != JsonToken.START_OBJECT)) {
            return none(UnusableReason.NO_ORDER_ID);
        }
        return moveTo(parser, field) ? read(parser) : none(UnusableReason.NO_ORDER_ID);
    }

    /** Goes to the value of a property of the object that the parser is in; nested objects are passed over. */
    private static boolean moveTo(JsonParser parser, String property) {
        String name = parser.nextName();
        while (name != null) {
            JsonToken value = parser.nextToken();
            if (name.equals(property)) {
                return true;
            }
            if (value.isStructStart()) {
                parser.skipChildren();
            }
            name = parser.nextName();
        }
        return false;
    }

    private static OrderIdScan read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return none(UnusableReason.NO_ORDER_ID);
        }
        if (token != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == NumberType.BIG_INTEGER) {
            return none(UnusableReason.BAD_ORDER_ID);
        }
        long id = parser.getLongValue();
        return id > 0 ? new OrderIdScan(id, null) : none(UnusableReason.BAD_ORDER_ID);
    }

    private static OrderIdScan none(UnusableReason reason) {
        return new OrderIdScan(0, reason);
    }

    private static boolean isTooDeep(JsonParser parser) {
        return parser.streamReadContext().getNestingDepth()
                > JSON.streamReadConstraints().getMaxNestingDepth();
    }

    private static boolean isUtf8(byte[] body) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
