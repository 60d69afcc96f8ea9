package dev.sluice.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ShopDirectoryTest {
    private final SecretCipher cipher = new SecretCipher("k".repeat(32).getBytes(UTF_8));
    private final List<StoredSecret> rows = new ArrayList<>();
    private Mono<String> version = Mono.just("1");
    private int reads;
    private final ShopDirectory directory = new ShopDirectory(
            new ShopStore() {
                @Override
                public Mono<String> version() {
                    return version;
                }

                @Override
                public Flux<StoredSecret> secrets(int mostShops, int mostSecrets) {
                    reads++;
                    return Flux.fromIterable(List.copyOf(rows));
                }
            },
            cipher);

    @Test
    void nothingIsKnownBeforeTheFirstRead() {
        assertThat(directory.isLoaded()).isFalse();
        assertThat(directory.secretsOf("a")).isNull();
    }

    @Test
    void shopsAreKnownWithAllTheirSecrets() {
        rows.add(new StoredSecret("a", cipher.encrypt("a", "new")));
        rows.add(new StoredSecret("a", cipher.encrypt("a", "old")));
        rows.add(new StoredSecret("none", null));

        StepVerifier.create(directory.refresh()).verifyComplete();

        assertThat(directory.isLoaded()).isTrue();
        assertThat(directory.secretsOf("a"))
                .extracting(key -> new String(key.getEncoded(), UTF_8))
                .containsExactly("new", "old");
        assertThat(directory.secretsOf("none")).isEmpty();
        assertThat(directory.secretsOf("unknown")).isNull();
    }

    @Test
    void secretsAreReadAgainOnlyWhenTheyChanged() {
        StepVerifier.create(directory.refresh().then(directory.refresh())).verifyComplete();
        assertThat(reads).isEqualTo(1);
        version = Mono.just("2");
        StepVerifier.create(directory.refresh()).verifyComplete();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aSecretThatDoesNotOpenKeepsNobodyElseOut() {
        rows.add(new StoredSecret("a", new SecretCipher("x".repeat(32).getBytes(UTF_8)).encrypt("a", "foreign")));
        rows.add(new StoredSecret("b", cipher.encrypt("b", "good")));

        StepVerifier.create(directory.refresh()).verifyComplete();

        assertThat(directory.secretsOf("a")).isEmpty();
        assertThat(directory.secretsOf("b")).hasSize(1);
    }

    @Test
    void theLastKnownShopsStayWhileTheDatabaseIsAway() {
        rows.add(new StoredSecret("a", cipher.encrypt("a", "s")));
        StepVerifier.create(directory.refresh()).verifyComplete();
        version = Mono.error(new IllegalStateException("away"));

        StepVerifier.create(directory.refresh()).verifyError();

        assertThat(directory.secretsOf("a")).hasSize(1);
    }
}
