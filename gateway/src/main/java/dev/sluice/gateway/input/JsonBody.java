package dev.sluice.gateway.input;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request's body as one JSON object: 415 for another content type or encoding, 413 above 64 KiB, 400 for what is
 * no object, has a property twice, or goes on after its end.
 */
public final class JsonBody {
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    public static Mono<JsonFields> read(ServerRequest request) {
        return Mono.defer(() -> {
            refuseOtherTypes(request.headers().asHttpHeaders());
            return DataBufferUtils.join(request.exchange().getRequest().getBody(), MAX_BYTES)
                    .map(JsonBody::bytes)
                    .defaultIfEmpty(new byte[0])
                    .map(JsonBody::parse);
        });
    }

    /** The same; a request without a body is an empty object. */
    public static Mono<JsonFields> readOptional(ServerRequest request) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        boolean none = headers.getContentType() == null
                && headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        return none ? Mono.fromSupplier(() -> new JsonFields(JSON.createObjectNode())) : read(request);
    }

    private static void refuseOtherTypes(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        boolean json = type != null
                && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                && (type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
        if (!json) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "This endpoint reads application/json in UTF-8.")
                    .asException();
        }
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw Problem.of(ProblemType.UNSUPPORTED_ENCODING, "The body must not be compressed.")
                    .asException();
        }
        if (headers.getContentLength() > MAX_BYTES) {
            throw Problem.of(ProblemType.BODY_TOO_LARGE, "This endpoint reads at most 64 KiB.")
                    .asException();
        }
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    static JsonFields parse(byte[] body) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JacksonException e) {
            throw malformed();
        }
        if (node instanceof ObjectNode object) {
            return new JsonFields(object);
        }
        throw malformed();
    }

    private static RuntimeException malformed() {
        return Problem.of(ProblemType.MALFORMED_REQUEST, "The body must be one JSON object.")
                .asException();
    }
}
