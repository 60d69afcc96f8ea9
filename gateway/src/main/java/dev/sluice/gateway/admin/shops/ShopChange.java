package dev.sluice.gateway.admin.shops;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.input.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client wants to be true of a shop.
 *
 * @param name empty to leave it
 * @param secrets the complete new list; empty to leave the ones there are
 * @param addedSecrets valid beside the ones there are, for a rotation
 * @param removedSecrets ids of secrets that are not valid any more
 */
record ShopChange(
        Optional<String> name, Optional<List<String>> secrets, List<String> addedSecrets, List<Long> removedSecrets) {

    /** As many as a delivery's signature is compared with. */
    static final int MAX_SECRETS = 5;

    private static final int MIN_SECRET_CHARS = 8;
    private static final int MAX_SECRET_CHARS = 255;
    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_SHOP_CHARS = 253;
    private static final int MAX_ID_CHARS = 18;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]*");

    /** Lower case only: a shop has one spelling, in keys, in SQL and in headers. */
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    /** Reads the {@code shop} of a new shop. */
    static String shop(JsonFields body) {
        String shop = body.text("shop", 1, MAX_SHOP_CHARS);
        if (!shop.isEmpty() && !DOMAIN.matcher(shop).matches()) {
            body.errors().add("shop", "must be a domain in lower case, such as example.myshopify.com");
        }
        return shop;
    }

    /** Reads {@code name} and {@code secrets} of a new shop, both required. */
    static ShopChange ofNew(JsonFields body) {
        String name = name(body).orElse("");
        if (!body.has("name")) {
            body.errors().add("name", "is required");
        }
        Optional<List<String>> secrets = secrets(body, "secrets");
        if (!body.has("secrets")) {
            body.errors().add("secrets", "is required");
        }
        return new ShopChange(Optional.of(name), secrets, List.of(), List.of());
    }

    /** Reads a change: {@code name}, and {@code secrets} or any of {@code add_secrets} and {@code remove_secrets}. */
    static ShopChange ofExisting(JsonFields body) {
        ShopChange change = new ShopChange(
                name(body),
                secrets(body, "secrets"),
                secrets(body, "add_secrets").orElse(List.of()),
                body.optionalTexts("remove_secrets", 1, MAX_SECRETS, 1, MAX_ID_CHARS).orElse(List.of()).stream()
                        .map(id -> id(body, id))
                        .toList());
        boolean partly = !change.addedSecrets.isEmpty() || !change.removedSecrets.isEmpty();
        if (change.secrets.isPresent() && partly) {
            body.errors().add("secrets", "replaces all secrets, so add_secrets and remove_secrets must be left out");
        }
        return change;
    }

    private static Optional<String> name(JsonFields body) {
        Optional<String> name = body.optionalText("name", 1, MAX_NAME_CHARS);
        if (name.isPresent() && name.get().isBlank()) {
            body.errors().add("name", "must not be blank");
        }
        return name;
    }

    private static Optional<List<String>> secrets(JsonFields body, String property) {
        return body.optionalTexts(property, 1, MAX_SECRETS, MIN_SECRET_CHARS, MAX_SECRET_CHARS);
    }

    private static Long id(JsonFields body, String text) {
        if (!ID.matcher(text).matches()) {
            body.errors().add("remove_secrets", "must be ids of secrets as the shop shows them");
            return 0L;
        }
        return Long.valueOf(text);
    }

    /** What the audit log keeps of it: of secrets how many, and the ids of those that ended. */
    AuditEntry audited(Act by, String action, String shop) {
        Map<String, Object> detail = new LinkedHashMap<>();
        name.ifPresent(text -> detail.put("name", text));
        secrets.ifPresent(all -> detail.put("secrets", all.size()));
        if (!addedSecrets.isEmpty()) {
            detail.put("added_secrets", addedSecrets.size());
        }
        if (!removedSecrets.isEmpty()) {
            detail.put(
                    "removed_secrets",
                    removedSecrets.stream().map(String::valueOf).toList());
        }
        return new AuditEntry(by, action, shop, shop, detail);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ShopChange[name=" + name + ", secrets=" + secrets.map(List::size) + ", added=" + addedSecrets.size()
                + ", removed=" + removedSecrets + ']';
    }
}
