package dev.sluice.loadtest.bench;

import dev.sluice.contract.TopicKind;
import dev.sluice.loadtest.client.Call;
import dev.sluice.loadtest.client.Feed;
import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.Shop;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whole orders of about 6 KB, signed beforehand, sent round and round under webhook ids of their own until a time. */
final class SignedBodies implements Feed {
    private static final int POOL = 3_000;
    private static final int SMALLEST = 5_000;
    private static final int LARGEST = 7_000;

    private final List<WebhookRequest> requests;
    private final String ids = UUID.randomUUID().toString().substring(0, 23);
    private final AtomicLong next = new AtomicLong();
    private final long end;

    private SignedBodies(List<WebhookRequest> requests, long end) {
        this.requests = requests;
        this.end = end;
    }

    static List<Delivery> deliveries(Shop shop) {
        long now = Instant.now().getEpochSecond();
        SaleDay day = new SaleDay(new SaleDay.Settings(
                7, now, 20_000, List.of(shop.name()), Instant.ofEpochSecond(now - 500_000), 0, 0, 0));
        List<Delivery> chosen = new ArrayList<>();
        for (Delivery delivery : day) {
            int bytes = delivery.body().length;
            if (TopicKind.of(String.valueOf(delivery.topic())) == TopicKind.WHOLE_ORDER
                    && bytes >= SMALLEST
                    && bytes <= LARGEST) {
                chosen.add(delivery);
            }
            if (chosen.size() == POOL) {
                return chosen;
            }
        }
        return chosen;
    }

    static List<WebhookRequest> sign(URI target, List<Delivery> deliveries, Shop shop) {
        return deliveries.stream()
                .map(delivery -> WebhookRequest.of(target, delivery, shop.secret()))
                .toList();
    }

    static SignedBodies until(long endNanos, List<WebhookRequest> requests) {
        return new SignedBodies(requests, endNanos);
    }

    @Override
    public @Nullable Call next() {
        if (System.nanoTime() - end >= 0) {
            return null;
        }
        long number = next.getAndIncrement();
        String hex = Long.toHexString(number);
        String id = ids + '-' + "000000000000".substring(hex.length()) + hex;
        return new Call(requests.get((int) (number % requests.size())), id);
    }
}
