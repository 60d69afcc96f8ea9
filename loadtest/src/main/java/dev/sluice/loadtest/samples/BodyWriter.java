package dev.sluice.loadtest.samples;

import dev.sluice.loadtest.samples.Parts.Person;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON the way Shopify shapes it: compact, nulls spelled out, money as decimal strings. */
final class BodyWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    final JsonGenerator json;
    private final Storefront shop;

    private BodyWriter(JsonGenerator json, Storefront shop) {
        this.json = json;
        this.shop = shop;
    }

    /** One object; {@code content} writes its properties. */
    static byte[] object(Storefront shop, Consumer<BodyWriter> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(6_000);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            content.accept(new BodyWriter(json, shop));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    BodyWriter id(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    BodyWriter number(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    BodyWriter flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    BodyWriter text(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else if (value.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            // Escaped by hand: a lone surrogate is legal as an escape and has no UTF-8.
            json.writeRawValue(escaped(value));
        } else {
            json.writeString(value);
        }
        return this;
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                out.append("\\u").append(String.format("%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }

    BodyWriter nulls(String... names) {
        for (String name : names) {
            json.writeNullProperty(name);
        }
        return this;
    }

    BodyWriter emptyLists(String... names) {
        for (String name : names) {
            json.writeArrayPropertyStart(name);
            json.writeEndArray();
        }
        return this;
    }

    BodyWriter time(String name, @Nullable Instant value) {
        return text(name, value == null ? null : stamp(value, shop.offset()));
    }

    static String stamp(Instant value, ZoneOffset offset) {
        return SECONDS.format(OffsetDateTime.ofInstant(value, offset));
    }

    BodyWriter money(String name, long minor) {
        json.writeStringProperty(name, shop.money(minor));
        return this;
    }

    /** A price and the same in the buyer's currency. */
    BodyWriter priced(String name, long minor) {
        money(name, minor);
        return set(name + "_set", minor);
    }

    BodyWriter set(String name, long minor) {
        json.writeObjectPropertyStart(name);
        amount("shop_money", minor, shop.currency());
        // The rate is arbitrary; what matters is that a reader who takes the wrong one of the two is found out.
        amount("presentment_money", minor * 7 / 5, shop.presentmentCurrency());
        json.writeEndObject();
        return this;
    }

    private void amount(String name, long minor, String currency) {
        json.writeObjectPropertyStart(name);
        money("amount", minor);
        json.writeStringProperty("currency_code", currency);
        json.writeEndObject();
    }

    BodyWriter address(String name, Person person) {
        json.writeObjectPropertyStart(name);
        text("first_name", person.firstName()).text("last_name", person.lastName());
        text("name", person.firstName() + " " + person.lastName());
        text("address1", person.street()).nulls("address2", "company");
        text("city", person.city()).text("zip", person.zip()).nulls("province", "province_code");
        text("country", person.country()).text("country_code", person.countryCode());
        text("phone", person.phone()).nulls("latitude", "longitude");
        json.writeEndObject();
        return this;
    }

    <T> BodyWriter list(String name, Iterable<T> items, Consumer<T> content) {
        json.writeArrayPropertyStart(name);
        for (T item : items) {
            json.writeStartObject();
            content.accept(item);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }
}
