package dev.sluice.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads facts in the format of {@link FactsCodec}; refuses anything else. */
record FactsReader(JsonParser in) {

    OrderFacts facts() {
        expect(JsonToken.START_OBJECT);
        boolean paid = false;
        boolean cancelled = false;
        boolean refunded = false;
        boolean fulfilled = false;
        Snapshot snapshot = null;
        SortedMap<Long, Fulfillment> fulfillments = new TreeMap<>();
        SortedMap<Long, Refund> refunds = new TreeMap<>();
        SortedMap<Long, Transaction> transactions = new TreeMap<>();
        Decision confirmation = null;
        Decision cancellation = null;
        Instant deleted = null;
        OwnOrder own = null;
        boolean versioned = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "v" -> versioned = version();
                case "paid" -> paid = flag();
                case "cancelled" -> cancelled = flag();
                case "refunded" -> refunded = flag();
                case "fulfilled" -> fulfilled = flag();
                case "snapshot" -> snapshot = snapshot();
                case "fulfillments" -> items(fulfillments, this::fulfillment);
                case "refunds" -> items(refunds, this::refund);
                case "transactions" -> items(transactions, this::transaction);
                case "confirmation" -> confirmation = decision();
                case "cancellation" -> cancellation = decision();
                case "deleted" -> deleted = time();
                case "own" -> own = own();
                default -> throw new IllegalArgumentException("no facts: unknown field " + name);
            }
        }
        if (!versioned || in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
            throw unexpected();
        }
        return new OrderFacts(
                snapshot,
                paid,
                cancelled,
                refunded,
                fulfilled,
                fulfillments,
                refunds,
                transactions,
                confirmation,
                cancellation,
                deleted,
                own);
    }

    private boolean version() {
        if (number() != FactsCodec.FORMAT) {
            throw new IllegalArgumentException("facts in a format that this version does not know");
        }
        return true;
    }

    private Snapshot snapshot() {
        expect(JsonToken.START_ARRAY);
        Snapshot snapshot = new Snapshot(
                new Version(time(), (int) number(), required()),
                text(),
                text(),
                text(),
                time(),
                time(),
                time(),
                text(),
                text(),
                text(),
                lines(),
                decimal(),
                text(),
                flag());
        expect(JsonToken.END_ARRAY);
        return snapshot;
    }

    private List<Line> lines() {
        expect(JsonToken.START_ARRAY);
        List<Line> lines = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_ARRAY) {
            lines.add(new Line(text(), text(), optionalNumber(), text()));
            expect(JsonToken.END_ARRAY);
        }
        return lines;
    }

    private <T> void items(SortedMap<Long, T> items, Supplier<T> item) {
        expect(JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_ARRAY) {
            items.put(number(), item.get());
            expect(JsonToken.END_ARRAY);
        }
    }

    private Fulfillment fulfillment() {
        return new Fulfillment(time(), text(), text(), text(), flag());
    }

    private Refund refund() {
        return new Refund(time(), time(), text(), text());
    }

    private Transaction transaction() {
        return new Transaction(time(), time(), text(), text(), text(), text());
    }

    private Decision decision() {
        expect(JsonToken.START_ARRAY);
        Decision decision = new Decision(required(), requiredTime(), text(), text());
        expect(JsonToken.END_ARRAY);
        return decision;
    }

    private OwnOrder own() {
        expect(JsonToken.START_ARRAY);
        OwnOrder own = new OwnOrder(
                Source.valueOf(required()),
                text(),
                lines(),
                text(),
                text(),
                time(),
                OwnOrder.Stock.valueOf(required()),
                text());
        expect(JsonToken.END_ARRAY);
        return own;
    }

    private void expect(JsonToken token) {
        if (in.nextToken() != token) {
            throw unexpected();
        }
    }

    private boolean flag() {
        JsonToken token = in.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected();
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private long number() {
        expect(JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
    }

    private @Nullable Long optionalNumber() {
        return in.nextToken() == JsonToken.VALUE_NULL ? null : (Long) in.getLongValue();
    }

    private @Nullable String text() {
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw unexpected();
        }
        return in.getString();
    }

    private String required() {
        String text = text();
        if (text == null) {
            throw unexpected();
        }
        return text;
    }

    private @Nullable BigDecimal decimal() {
        String text = text();
        return text == null ? null : new BigDecimal(text);
    }

    private @Nullable Instant time() {
        if (in.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        long micros = in.getLongValue();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private Instant requiredTime() {
        Instant time = time();
        if (time == null) {
            throw unexpected();
        }
        return time;
    }

    private static IllegalArgumentException unexpected() {
        return new IllegalArgumentException("no facts: an unexpected value");
    }
}
