package dev.sluice.order;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Facts as bytes and back, exactly: a JSON object with a format version, times in microseconds since 1970, amounts as
 * decimal strings. Records are arrays of their components, in order; what is empty or false is left out.
 */
public final class FactsCodec {
    /** Of the format. A reader refuses any other: facts that it would misread are worse than none. */
    static final int FORMAT = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private FactsCodec() {}

    public static byte[] encode(OrderFacts facts) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new FactsWriter(out).facts(facts);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws IllegalArgumentException for bytes that {@link #encode} did not write, or wrote in another format
     */
    public static OrderFacts decode(byte[] bytes) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            return new FactsReader(in).facts();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no facts: not JSON", e);
        }
    }
}
