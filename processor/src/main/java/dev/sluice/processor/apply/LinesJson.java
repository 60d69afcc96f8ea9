package dev.sluice.processor.apply;

import dev.sluice.order.Line;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An order's lines as JSON. */
final class LinesJson {
    private static final JsonFactory JSON = new JsonFactory();

    private LinesJson() {}

    /** As the API shows them. */
    static String of(List<Line> lines) {
        return of(lines, true);
    }

    /** As logistics sees them. */
    static String withoutPrices(List<Line> lines) {
        return of(lines, false);
    }

    private static String of(List<Line> lines, boolean prices) {
        StringWriter out = new StringWriter(16 + lines.size() * 96);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            for (Line line : lines) {
                json.writeStartObject();
                json.writeStringProperty("sku", line.sku());
                json.writeStringProperty("product_name", line.productName());
                json.writeName("quantity");
                if (line.quantity() == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(line.quantity());
                }
                if (prices) {
                    json.writeStringProperty("price", line.price());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return out.toString();
    }
}
