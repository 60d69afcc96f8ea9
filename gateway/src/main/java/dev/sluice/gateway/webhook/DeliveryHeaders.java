package dev.sluice.gateway.webhook;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a delivery's headers say. None of it is signed but the body; what is sent twice or is no bounded printable text
 * counts as not sent.
 *
 * @param shop in lower case
 * @param signatures all values of the signature header
 */
record DeliveryHeaders(
        @Nullable String shop,
        @Nullable List<String> signatures,
        @Nullable String topic,
        @Nullable String webhookId,
        @Nullable String eventId,
        @Nullable String triggeredAt,
        @Nullable String apiVersion,
        @Nullable String traceparent) {
    /** Characters of a header that travels on. */
    private static final int LONGEST = 255;

    static DeliveryHeaders of(HttpHeaders headers) {
        String shop = single(headers, "X-Shopify-Shop-Domain");
        return new DeliveryHeaders(
                shop == null ? null : shop.toLowerCase(Locale.ROOT),
                headers.get("X-Shopify-Hmac-Sha256"),
                topic(single(headers, "X-Shopify-Topic")),
                single(headers, "X-Shopify-Webhook-Id"),
                single(headers, "X-Shopify-Event-Id"),
                single(headers, "X-Shopify-Triggered-At"),
                single(headers, "X-Shopify-API-Version"),
                single(headers, "traceparent"));
    }

    private static @Nullable String single(HttpHeaders headers, String name) {
        List<String> values = headers.get(name);
        if (values == null || values.size() != 1) {
            return null;
        }
        String value = values.get(0);
        return isPrintable(value) ? value : null;
    }

    private static boolean isPrintable(String value) {
        int length = value.length();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** {@code name/name}, or {@code name.name} as Shopify's newer topics are called. */
    private static @Nullable String topic(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int parts = 1;
        char previous = '/';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean separator = c == '/' || c == '.';
            boolean named = c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (separator ? isSeparator(previous) : !named) {
                return null;
            }
            parts += separator ? 1 : 0;
            previous = c;
        }
        return parts > 1 && !isSeparator(previous) ? value : null;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '.';
    }
}
