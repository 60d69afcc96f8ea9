package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.sluice.loadtest.client.WebhookRequest;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/** One delivery of the session, signed, over the wire. */
final class Sending {
    private static final int ATTEMPTS = 40;
    private static final int LONGEST_PAUSE_SECONDS = 30;
    private static final String RETRY_AFTER = "retryAfter";
    private static final String ATTEMPT = "attempt";

    private final Tally tally;

    Sending(Tally tally) {
        this.tally = tally;
    }

    /** A delivery that must be taken at once. */
    ChainBuilder taken(String sender) {
        return once(sender, request(sender).check(status().is(200)));
    }

    /** A delivery that may be refused for now, but then says for how long. */
    ChainBuilder takenOrRefused(String sender) {
        return once(sender, refusable(sender));
    }

    /** A delivery that is sent again, as Shopify does it, until it is taken or was refused forty times. */
    ChainBuilder takenAtLast(String sender) {
        return exec(session -> session.set(ATTEMPT, 0))
                .doWhile(Sending::isToRepeat)
                .on(once(sender, refusable(sender))
                        .exec(session -> session.set(ATTEMPT, session.getInt(ATTEMPT) + 1))
                        .doIf(Sending::isToRepeat)
                        .then(pause(Sending::asAsked)));
    }

    private ChainBuilder once(String sender, HttpRequestActionBuilder request) {
        return exec(session -> session.removeAll(Tally.STATUS, Tally.MILLIS, RETRY_AFTER)
                        .set(Tally.SENDER, sender))
                .exec(request)
                .exec(tally::count);
    }

    private static HttpRequestActionBuilder refusable(String name) {
        return request(name)
                .check(status().in(200, 429))
                .checkIf((response, session) -> response.status().code() == 429)
                .then(header("Retry-After").exists());
    }

    private static HttpRequestActionBuilder request(String name) {
        return http(name)
                .post(WebhookRequest.PATH)
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", "#{topic}")
                .header("X-Shopify-Shop-Domain", "#{shop}")
                .header("X-Shopify-Hmac-Sha256", "#{signature}")
                .header("X-Shopify-API-Version", "#{apiVersion}")
                .header("X-Shopify-Event-Id", "#{eventId}")
                .header("X-Shopify-Triggered-At", "#{triggeredAt}")
                .header("X-Shopify-Webhook-Id", "#{webhookId}")
                .body(ByteArrayBody(session -> session.<byte[]>get("body")))
                .check(
                        status().saveAs(Tally.STATUS),
                        responseTimeInMillis().saveAs(Tally.MILLIS),
                        header("Retry-After").optional().saveAs(RETRY_AFTER));
    }

    private static boolean isToRepeat(Session session) {
        boolean isRefused = session.contains(Tally.STATUS) && session.getInt(Tally.STATUS) == 429;
        int attempts = session.getInt(ATTEMPT);
        return attempts == 0 || (isRefused && attempts < ATTEMPTS);
    }

    private static Duration asAsked(Session session) {
        String seconds = session.contains(RETRY_AFTER) ? session.getString(RETRY_AFTER) : null;
        long asked = seconds == null || !seconds.matches("[0-9]{1,4}") ? 1 : Long.parseLong(seconds);
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, asked)));
    }
}
