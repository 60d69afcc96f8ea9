package dev.sluice.order;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** The lines of an order, Shopify's or our own. */
final class LinesReader {
    /** How many lines are kept. */
    private static final int MAX_LINES = 1_000;

    private static final long MAX_QUANTITY = 1_000_000_000L;
    private static final int MAX_QUANTITY_DIGITS = 10;

    private final List<Line> lines = new ArrayList<>();

    /** Reads the array that the reader stands on. */
    void take(BodyReader body) {
        body.elements(() -> {
            LineReader line = new LineReader();
            boolean object = body.token() == JsonToken.START_OBJECT;
            body.fields(line);
            if (object && lines.size() < MAX_LINES) {
                lines.add(line.line());
            }
        });
    }

    List<Line> lines() {
        return lines;
    }

    private static final class LineReader implements BodyReader.Field {
        private @Nullable String sku;
        private @Nullable String title;
        private @Nullable String name;
        private @Nullable Long quantity;
        private @Nullable String price;

        @Override
        public void read(String field, BodyReader body) {
            switch (field) {
                case "sku" -> sku = body.filled(Texts.MAX_NAME);
                case "title", "product_name" -> title = body.filled(Texts.MAX_NAME);
                case "name" -> name = body.filled(Texts.MAX_NAME);
                case "quantity" -> quantity = quantity(body);
                case "price" -> price = body.amount();
                default -> body.skip();
            }
        }

        Line line() {
            return new Line(sku, title != null ? title : name, quantity, price);
        }

        private static @Nullable Long quantity(BodyReader body) {
            if (body.token() != JsonToken.VALUE_NUMBER_INT) {
                body.skip();
                return null;
            }
            String digits = body.string();
            long quantity = digits.length() > MAX_QUANTITY_DIGITS ? -1 : Long.parseLong(digits);
            return quantity < 0 || quantity > MAX_QUANTITY ? null : quantity;
        }
    }
}
