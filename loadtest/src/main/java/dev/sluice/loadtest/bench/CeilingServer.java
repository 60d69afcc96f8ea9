package dev.sluice.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.client.WebhookRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * {@code ceiling-server}: the least that an honest ingest can do. Reads the body, checks the signature, produces, waits
 * for the ack, answers. No tenants, no order ids, no duplicates, no admission, no metrics.
 */
public final class CeilingServer implements Command {
    private static final byte[] ANSWER = "{\"status\":\"accepted\"}".getBytes(US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";

    private final PrintStream out;

    public CeilingServer(PrintStream out) {
        this.out = out;
    }

    @Override
    public String usage() {
        return "ceiling-server --kafka SERVERS --topic T; the secret and the end come on stdin. Started by bench.";
    }

    @Override
    public int run(List<String> args) throws IOException {
        Arguments options = Arguments.parse(args, Set.of("--kafka", "--topic"), Set.of());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String secret = Objects.requireNonNull(in.readLine(), "the secret comes first");
        String topic = Objects.requireNonNull(options.text("--topic"), "--topic");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(producerSettings(Objects.requireNonNull(options.text("--kafka"), "--kafka")))) {
            producer.partitionsFor(topic);
            Ingest ingest = new Ingest(producer, topic, new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            DisposableServer server = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .route(routes -> routes.post(WebhookRequest.PATH, ingest::receive))
                    .bindNow();
            out.println("port " + server.port());
            while (in.readLine() != null) {
                // Runs until the bench closes its end.
            }
            server.disposeNow();
        }
        return 0;
    }

    private static Properties producerSettings(String kafka) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        // Only the first look at the new topic may take that long.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        return settings;
    }

    private record Ingest(KafkaProducer<String, byte[]> producer, String topic, SecretKeySpec key) {
        private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(() -> {
            try {
                return Mac.getInstance(ALGORITHM);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });

        Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
            return request.receive().aggregate().asByteArray().flatMap(body -> {
                if (!isSigned(request, body)) {
                    return response.status(401).send();
                }
                return publish(request.requestHeaders().get("X-Shopify-Webhook-Id"), body)
                        .then(Mono.defer(() -> response.header("Content-Type", "application/json")
                                .sendByteArray(Mono.just(ANSWER))
                                .then()));
            });
        }

        private boolean isSigned(HttpServerRequest request, byte[] body) {
            String signature = request.requestHeaders().get("X-Shopify-Hmac-Sha256");
            try {
                Mac mac = MACS.get();
                mac.init(key);
                byte[] expected = Base64.getEncoder().encode(mac.doFinal(body));
                return signature != null && MessageDigest.isEqual(expected, signature.getBytes(US_ASCII));
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private Mono<Void> publish(String id, byte[] body) {
            return Mono.create(sink -> producer.send(new ProducerRecord<>(topic, id, body), (metadata, failure) -> {
                if (failure == null) {
                    sink.success();
                } else {
                    sink.error(failure);
                }
            }));
        }
    }
}
