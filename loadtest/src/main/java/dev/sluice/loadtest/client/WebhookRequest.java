package dev.sluice.loadtest.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.loadtest.samples.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed delivery as bytes on the wire. Only the webhook id is left open: it stands outside of the signature, so a load
 * run can send one signed body under many ids.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record WebhookRequest(Delivery delivery, byte[] beforeId, byte[] afterId) {
    public static final String PATH = "/webhooks/shopify";

    /** The delivery's headers in pairs, the webhook id left out. */
    public static List<String> headers(Delivery delivery, String secret) {
        List<String> headers = new ArrayList<>();
        add(headers, "X-Shopify-Topic", delivery.topic());
        add(headers, "X-Shopify-Shop-Domain", delivery.shop());
        add(headers, "X-Shopify-Hmac-Sha256", Signature.of(secret, delivery.body()));
        add(headers, "X-Shopify-API-Version", delivery.apiVersion());
        add(headers, "X-Shopify-Event-Id", delivery.eventId());
        add(headers, "X-Shopify-Triggered-At", delivery.triggeredAt());
        return headers;
    }

    private static void add(List<String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name);
            headers.add(value);
        }
    }

    public static WebhookRequest of(URI gateway, Delivery delivery, String secret) {
        StringBuilder head = new StringBuilder("POST " + PATH + " HTTP/1.1\r\n");
        head.append("Host: ").append(gateway.getRawAuthority()).append("\r\n");
        head.append("Content-Type: application/json\r\nUser-Agent: sluice-loadtest\r\n");
        head.append("Content-Length: ").append(delivery.body().length).append("\r\n");
        List<String> headers = headers(delivery, secret);
        for (int i = 0; i < headers.size(); i += 2) {
            head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
        }
        head.append("X-Shopify-Webhook-Id: ");
        byte[] end = "\r\n\r\n".getBytes(US_ASCII);
        byte[] afterId = new byte[end.length + delivery.body().length];
        System.arraycopy(end, 0, afterId, 0, end.length);
        System.arraycopy(delivery.body(), 0, afterId, end.length, delivery.body().length);
        return new WebhookRequest(delivery, head.toString().getBytes(US_ASCII), afterId);
    }

    ByteBuf encode(ByteBufAllocator buffers, String webhookId) {
        ByteBuf bytes = buffers.ioBuffer(beforeId.length + webhookId.length() + afterId.length);
        bytes.writeBytes(beforeId);
        bytes.writeCharSequence(webhookId, US_ASCII);
        return bytes.writeBytes(afterId);
    }
}
