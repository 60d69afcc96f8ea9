package dev.sluice.gateway.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.dedup.ScriptQueue.SkippedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ScriptQueueTest {
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
    private final List<String[]> calls = new ArrayList<>();
    private final List<CompletableFuture<List<Long>>> answers = new ArrayList<>();
    private final ScriptQueue queue = new ScriptQueue(
            Script.read("delivery_seen"),
            null,
            (script, keys, arguments) -> {
                calls.add(keys);
                CompletableFuture<List<Long>> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            },
            breaker,
            Duration.ofSeconds(30),
            3);

    private static DeliveryMark mark(String shop, String id) {
        return new DeliveryMark(shop, "orders/create", id, new byte[16]);
    }

    private void answerAll() {
        for (int i = 0; i < answers.size(); i++) {
            Long[] ones = new Long[calls.get(i).length];
            Arrays.fill(ones, 1L);
            answers.get(i).complete(List.of(ones));
        }
    }

    @Test
    void whatComesWhileACallIsUnderWayGoesTogetherInTheNextOneOfItsShop() throws Exception {
        CompletableFuture<Long> first = queue.add(mark("a", "1"));
        CompletableFuture<Long> second = queue.add(mark("a", "2"));
        CompletableFuture<Long> third = queue.add(mark("b", "3"));
        CompletableFuture<Long> fourth = queue.add(mark("a", "4"));
        assertThat(calls).hasSize(1);

        answerAll();
        answerAll();

        assertThat(calls).hasSize(3);
        assertThat(calls.get(1)).hasSize(2);
        assertThat(calls.get(2)).containsExactly("sluice:delivery:{b}:orders/create:3");
        for (CompletableFuture<Long> answer : List.of(first, second, third, fourth)) {
            assertThat(answer.get()).isEqualTo(1);
        }
    }

    @Test
    void tooManyAreNotKeptWaiting() {
        for (int i = 0; i < 4; i++) {
            queue.add(mark("a", "x" + i));
        }
        assertSkipped(queue.add(mark("a", "one too many")));
    }

    @Test
    void nobodyIsAskedWhileTheCircuitBreakerIsOpen() {
        breaker.transitionToOpenState();

        assertSkipped(queue.add(mark("a", "1")));
        assertThat(calls).isEmpty();
    }

    private static void assertSkipped(CompletableFuture<Long> answer) {
        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(SkippedException.class);
    }
}
