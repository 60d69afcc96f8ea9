package dev.sluice.loadtest.demo;

import dev.sluice.loadtest.client.Call;
import dev.sluice.loadtest.client.Feed;
import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.Shop;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands out the deliveries of a day in the order of their arrival, signed. */
final class DayFeed implements Feed {
    private final URI gateway;
    private final Iterator<Delivery> deliveries;
    private final Map<String, String> secrets = new HashMap<>();

    DayFeed(URI gateway, SaleDay day, List<Shop> shops) {
        this.gateway = gateway;
        this.deliveries = day.iterator();
        shops.forEach(shop -> secrets.put(shop.name(), shop.secret()));
    }

    @Override
    public @Nullable Call next() {
        Delivery delivery = take();
        if (delivery == null) {
            return null;
        }
        String secret = Objects.requireNonNull(secrets.get(delivery.shop()));
        return new Call(WebhookRequest.of(gateway, delivery, secret), delivery.webhookId());
    }

    private synchronized @Nullable Delivery take() {
        return deliveries.hasNext() ? deliveries.next() : null;
    }
}
