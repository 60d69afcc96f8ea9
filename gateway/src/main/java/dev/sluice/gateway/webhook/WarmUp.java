package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.TopicKind;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Runs the costly steps a few thousand times before the gateway calls itself ready: the first deliveries after a start are
 * several times as dear otherwise.
 */
final class WarmUp implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final int ROUNDS = 3_000;
    private static final int BODY_BYTES = 6_000;

    private final SignatureVerifier signatures;

    WarmUp(SignatureVerifier signatures) {
        this.signatures = signatures;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long start = System.nanoTime();
        byte[] first = ("{\"id\":1,\"note\":\"" + "x".repeat(BODY_BYTES) + "\"}").getBytes(UTF_8);
        byte[] last = ("{\"note\":\"" + "x".repeat(BODY_BYTES) + "\",\"lines\":[{\"id\":2}],\"id\":1}").getBytes(UTF_8);
        List<String> signature = List.of("A".repeat(43) + "=");
        long found = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = i % 2 == 0 ? first : last;
            if (signatures.verify(null, signature, body) == null) {
                found += OrderIdScan.of(TopicKind.WHOLE_ORDER, body).orderId();
            }
        }
        log.info("warmed up rounds={} took_ms={}", found, (System.nanoTime() - start) / 1_000_000);
    }
}
