package dev.sluice.gateway.admin.products;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client wants to be true of a product; what is empty stays.
 *
 * @param cleared of {@code brand}, {@code category} and {@code per_customer_limit} those to be taken away
 * @param price as it was given: how many decimals are right depends on the currency
 */
record ProductChange(
        Optional<String> name,
        Optional<String> description,
        Optional<String> brand,
        Optional<String> category,
        Set<String> cleared,
        Optional<BigDecimal> price,
        Optional<String> currency,
        Optional<Boolean> active,
        Optional<Long> perCustomerLimit) {

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_DESCRIPTION_CHARS = 4_000;
    private static final int MAX_LABEL_CHARS = 100;
    private static final int CURRENCY_CHARS = 3;
    private static final long MAX_PER_CUSTOMER = 1_000_000;
    private static final String[] CLEARABLE = {"brand", "category", "per_customer_limit"};

    /** Reads a new product: {@code name}, {@code price} and {@code currency} are required. */
    static ProductChange ofNew(JsonFields body) {
        for (String name : new String[] {"name", "price", "currency"}) {
            if (!body.has(name)) {
                body.wrong(name, "is required");
            }
        }
        ProductChange change = of(body);
        if (change.price.isPresent() && change.currency.isPresent()) {
            change.scaledPrice(body, change.currency.get());
        }
        return change;
    }

    /** Reads a change; a price alone counts in the currency that the product has. */
    static ProductChange of(JsonFields body) {
        Set<String> cleared = new TreeSet<>();
        for (String name : CLEARABLE) {
            if (body.isNull(name)) {
                cleared.add(name);
            }
        }
        ProductChange change = new ProductChange(
                label(body, "name", MAX_NAME_CHARS),
                body.optionalText("description", 0, MAX_DESCRIPTION_CHARS),
                label(body, "brand", MAX_LABEL_CHARS),
                label(body, "category", MAX_LABEL_CHARS),
                cleared,
                body.optionalPrice("price"),
                body.optionalText("currency", CURRENCY_CHARS, CURRENCY_CHARS),
                body.optionalBoolean("active"),
                body.optionalWhole("per_customer_limit", 1, MAX_PER_CUSTOMER));
        change.currency
                .filter(code -> Price.decimals(code).isEmpty())
                .ifPresent(code -> body.wrong("currency", "must be a code of ISO 4217, such as EUR"));
        if (change.currency.isPresent() && !body.has("price")) {
            body.wrong("price", "must be given with the currency");
        }
        return change;
    }

    private static Optional<String> label(JsonFields body, String name, int max) {
        Optional<String> text = body.optionalText(name, 1, max);
        if (text.isPresent() && text.get().isBlank()) {
            body.wrong(name, "must not be blank");
        }
        return text;
    }

    private void scaledPrice(JsonFields body, String code) {
        Price.decimals(code)
                .filter(decimals -> Price.scaled(price.orElseThrow(), decimals).isEmpty())
                .ifPresent(decimals -> body.wrong("price", tooFine(code, decimals)));
    }

    static String tooFine(String currency, int decimals) {
        return "must have at most " + decimals + " decimals, as " + currency + " has";
    }

    boolean changesNothing() {
        return name.isEmpty()
                && description.isEmpty()
                && brand.isEmpty()
                && category.isEmpty()
                && cleared.isEmpty()
                && price.isEmpty()
                && currency.isEmpty()
                && active.isEmpty()
                && perCustomerLimit.isEmpty();
    }

    /** What the audit log keeps of it. Of a description only that there is another one: it may be long. */
    AuditEntry audited(Act by, String action, ProductKey product, Map<String, Object> more) {
        Map<String, Object> detail = new LinkedHashMap<>();
        name.ifPresent(text -> detail.put("name", text));
        description.ifPresent(text -> detail.put("description", "changed"));
        brand.ifPresent(text -> detail.put("brand", text));
        category.ifPresent(text -> detail.put("category", text));
        price.ifPresent(amount -> detail.put("price", amount.toPlainString()));
        currency.ifPresent(code -> detail.put("currency", code));
        active.ifPresent(on -> detail.put("active", on));
        perCustomerLimit.ifPresent(limit -> detail.put("per_customer_limit", limit));
        if (!cleared.isEmpty()) {
            detail.put("cleared", cleared);
        }
        detail.putAll(more);
        return new AuditEntry(by, action, product.toString(), product.shop(), detail);
    }
}
