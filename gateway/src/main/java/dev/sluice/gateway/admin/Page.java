package dev.sluice.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * One page of a listing. PostgreSQL wrote the JSON; its bytes go out as they are.
 *
 * @param data a JSON array
 * @param nextCursor null on the last page
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Page(byte[] data, @Nullable String nextCursor) {

    public Mono<ServerResponse> answer() {
        return json(bytes());
    }

    /** Answers with JSON that is written already. */
    public static Mono<ServerResponse> json(byte[] json) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(json);
    }

    /** As it goes out. A cursor is base64url, so it needs no escaping. */
    public byte[] bytes() {
        String cursor = nextCursor == null ? "null" : '"' + nextCursor + '"';
        byte[] head = "{\"data\":".getBytes(UTF_8);
        byte[] tail = (",\"page\":{\"next_cursor\":" + cursor + ",\"has_more\":" + (nextCursor != null) + "}}")
                .getBytes(UTF_8);
        ByteArrayOutputStream page = new ByteArrayOutputStream(head.length + data.length + tail.length);
        page.writeBytes(head);
        page.writeBytes(data);
        page.writeBytes(tail);
        return page.toByteArray();
    }
}
