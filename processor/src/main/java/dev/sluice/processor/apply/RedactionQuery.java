package dev.sluice.processor.apply;

import static dev.sluice.processor.apply.BatchStore.required;

import dev.sluice.processor.apply.Loaded.StoredOrder;
import dev.sluice.processor.apply.Redactions.Customer;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks what is to be erased of a batch, in the batch's transaction and after its fence: a transaction that misses a
 * redaction here has a number below the redaction's barrier, so erasing waits for it (ADR 0015).
 */
final class RedactionQuery {
    private final String any = SqlFile.read("any_redactions");
    private final String find = SqlFile.read("find_redactions");

    /** Whether there was ever anything to erase. */
    Mono<Boolean> any(Connection connection) {
        return Flux.from(connection.createStatement(any).execute())
                .concatMap(result -> result.map((row, metadata) -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .single();
    }

    Mono<Redactions> find(Connection connection, List<ReadEvent> batch, Map<String, StoredOrder> stored) {
        Set<String> orders = new HashSet<>(stored.keySet());
        Set<String> shops = new HashSet<>();
        Set<Customer> customers = new HashSet<>();
        for (ReadEvent read : batch) {
            String shop = read.event().shop();
            shops.add(shop);
            if (read.event().orderId() != null) {
                String id = read.event().key();
                orders.add(id);
                StoredOrder order = stored.get(id);
                if (order != null) {
                    add(customers, shop, Redactions.customerId(order.order().facts()));
                }
            }
            if (read.decoded() != null) {
                add(customers, shop, Redactions.customerId(read.decoded().facts()));
            }
        }
        return find(connection, orders, shops, customers);
    }

    private static void add(
            Set<Customer> customers, String shop, @org.jspecify.annotations.Nullable String customerId) {
        if (customerId != null) {
            customers.add(new Customer(shop, customerId));
        }
    }

    private Mono<Redactions> find(
            Connection connection,
            Collection<String> orders,
            Collection<String> shops,
            Collection<Customer> customers) {
        return Flux.from(connection
                        .createStatement(find)
                        .bind(0, texts(orders))
                        .bind(1, texts(shops))
                        .bind(2, texts(customers.stream().map(Customer::shop).toList()))
                        .bind(3, texts(customers.stream().map(Customer::id).toList()))
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> Found.of(row)))
                .collectList()
                .map(RedactionQuery::redactions);
    }

    private static Redactions redactions(List<Found> rows) {
        Set<String> orders = new HashSet<>();
        Map<Customer, Long> customers = new HashMap<>();
        Map<String, List<Optional<Instant>>> shops = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (Found row : rows) {
            switch (row.scope()) {
                case "order" -> orders.add(row.id());
                case "customer" ->
                    customers.put(new Customer(row.id(), row.customerId().orElseThrow()), row.redactionId());
                case "shop" ->
                    shops.computeIfAbsent(row.id(), shop -> new ArrayList<>()).add(row.liftedAt());
                default -> open.add(row.id());
            }
        }
        return new Redactions(orders, customers, shops, open);
    }

    private record Found(
            String scope, String id, Optional<String> customerId, long redactionId, Optional<Instant> liftedAt) {
        static Found of(Row row) {
            return new Found(
                    required(row.get("scope", String.class)),
                    required(row.get("id", String.class)),
                    Optional.ofNullable(row.get("customer_id", String.class)),
                    required(row.get("redaction_id", Long.class)),
                    Optional.ofNullable(row.get("lifted_at", Instant.class)));
        }
    }

    private static PgArray texts(Collection<String> values) {
        PgArray array = new PgArray(PgArray.Type.TEXT, values.size());
        values.forEach(array::add);
        return array;
    }
}
