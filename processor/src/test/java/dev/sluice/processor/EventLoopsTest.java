package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.testing.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** The watch over event loops sees what blocks one, locks of our own included. */
class EventLoopsTest {

    @BeforeAll
    static void watch() {
        EventLoops.watch();
        EventLoops.takeBlocking();
    }

    private static List<String> blockedBy(Runnable blocking, Runnable end) {
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Schedulers.parallel().schedule(() -> {
            blocking.run();
            done.complete(null);
        });
        try {
            await().until(() -> seen.addAll(EventLoops.takeBlocking()));
        } finally {
            end.run();
        }
        done.join();
        return seen;
    }

    @Test
    void a_lock_of_our_own_that_somebody_else_holds_is_seen() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();

        assertThat(blockedBy(lock::lock, lock::unlock)).anyMatch(call -> call.contains("ReentrantLock"));
    }

    @Test
    void waiting_for_a_result_is_seen() {
        CompletableFuture<String> result = new CompletableFuture<>();

        assertThat(blockedBy(result::join, () -> result.complete("late")))
                .anyMatch(call -> call.contains("CompletableFuture"));
    }
}
