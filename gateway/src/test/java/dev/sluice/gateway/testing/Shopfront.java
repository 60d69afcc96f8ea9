package dev.sluice.gateway.testing;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A registered shop with an API key, as its staff and its storefront use it. */
public final class Shopfront {
    public static final String PRODUCTS = "/api/v1/products";
    public static final String ADMIN_PRODUCTS = "/api/v1/admin/products";

    private final AdminGateway gateway;
    private final String shop;
    private final String key;

    private Shopfront(AdminGateway gateway, String shop, String key) {
        this.gateway = gateway;
        this.shop = shop;
        this.key = key;
    }

    public static Shopfront open(AdminGateway gateway, String shop) {
        post(gateway, "/api/v1/admin/shops", Map.of("shop", shop, "name", "Shop", "secrets", List.of("the-secret")))
                .is(201);
        Answer made = post(gateway, "/api/v1/admin/api-keys", Map.of("shop", shop, "name", "storefront"))
                .is(201);
        return new Shopfront(gateway, shop, made.json().get("key").asString());
    }

    /** All shops with what is theirs. */
    public static void closeAll(AdminGateway gateway) {
        gateway.database()
                .run("TRUNCATE products, catalogs, inventory, stock_movements, inventory_reservations, api_keys");
        gateway.database().run("DELETE FROM shop_secrets");
        gateway.database().run("DELETE FROM shops");
    }

    public String shop() {
        return shop;
    }

    public String key() {
        return key;
    }

    /** A request of the storefront. */
    public Answer get(String target, String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Api-Key", key));
        all.addAll(List.of(headers));
        return gateway.send("GET", target, null, all.toArray(String[]::new));
    }

    /** A product of 19.90 EUR, with other properties where they are given. */
    public Answer create(String sku, Map<String, ?> properties) {
        Map<String, Object> product = new LinkedHashMap<>(Map.of(
                "shop", shop, "sku", sku, "name", "Product " + sku, "price", "19.90", "currency", "EUR", "stock", 10));
        product.putAll(properties);
        return admin("POST", ADMIN_PRODUCTS, product);
    }

    public Answer change(String sku, Map<String, ?> properties) {
        Map<String, Object> change = new LinkedHashMap<>(properties);
        change.put("shop", shop);
        return admin("PATCH", ADMIN_PRODUCTS + '/' + sku, change);
    }

    /** @param commandId null for none */
    public Answer adjust(String sku, Object delta, @Nullable String commandId) {
        String json =
                JsonMapper.shared().writeValueAsString(Map.of("shop", shop, "delta", delta, "reason", "stock taking"));
        List<String> headers = new ArrayList<>(
                List.of("Authorization", "Bearer " + gateway.token(ADMIN_EMAIL), "Content-Type", "application/json"));
        if (commandId != null) {
            headers.addAll(List.of("Idempotency-Key", commandId));
        }
        return gateway.send("POST", ADMIN_PRODUCTS + '/' + sku + "/stock", json, headers.toArray(String[]::new));
    }

    private Answer admin(String method, String target, Object json) {
        return gateway.as(ADMIN_EMAIL, method, target, JsonMapper.shared().writeValueAsString(json));
    }

    private static Answer post(AdminGateway gateway, String target, Object json) {
        return gateway.as(ADMIN_EMAIL, "POST", target, JsonMapper.shared().writeValueAsString(json));
    }
}
