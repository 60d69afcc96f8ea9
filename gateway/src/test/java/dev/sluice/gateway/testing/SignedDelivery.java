package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A delivery as Shopify would send it. */
public record SignedDelivery(
        String shop,
        String secret,
        @Nullable String topic,
        @Nullable String webhookId,
        byte[] body) {

    public static SignedDelivery of(String shop, String secret, String topic, String body) {
        return new SignedDelivery(shop, secret, topic, UUID.randomUUID().toString(), body.getBytes(UTF_8));
    }

    /** The webhook id of a delivery that has one. */
    public String id() {
        return Objects.requireNonNull(webhookId);
    }

    public static String signature(String algorithm, String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(mac(algorithm, secret, body));
    }

    public static byte[] mac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest to(RunningGateway gateway) {
        return unsigned(gateway)
                .header("X-Shopify-Hmac-Sha256", signature("HmacSHA256", secret, body))
                .build();
    }

    /** With all headers but the signature. */
    public HttpRequest.Builder unsigned(RunningGateway gateway) {
        HttpRequest.Builder request = gateway.request("/webhooks/shopify")
                .header("X-Shopify-Shop-Domain", shop)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (topic != null) {
            request.header("X-Shopify-Topic", topic);
        }
        if (webhookId != null) {
            request.header("X-Shopify-Webhook-Id", webhookId);
        }
        return request;
    }

    public HttpResponse<String> send(RunningGateway gateway) {
        return gateway.send(to(gateway));
    }
}
