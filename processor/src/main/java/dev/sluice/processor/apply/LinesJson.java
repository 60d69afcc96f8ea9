package dev.sluice.processor.apply;

import dev.sluice.order.Line;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An order's lines as the API shows them. */
final class LinesJson {
    private static final JsonFactory JSON = new JsonFactory();

    private LinesJson() {}

    static String of(List<Line> lines) {
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
                json.writeStringProperty("price", line.price());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return out.toString();
    }
}
