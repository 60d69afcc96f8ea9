package dev.sluice.order;

import dev.sluice.contract.Event;
import dev.sluice.contract.UnusableReason;
import dev.sluice.order.ComplianceRequest.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads requests under data-protection law. The topic and shop headers are not signed, and one secret may sign for many
 * shops: so the body itself must be what its topic says and name the shop. Else any signed body, sent again under another
 * topic, could erase a shop.
 */
public final class ComplianceDecoder {
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9.-]+");

    private ComplianceDecoder() {}

    /**
     * @param event of a compliance topic
     * @throws UndecodableException when the body cannot be read, is not what its topic says, or is of another shop
     */
    public static ComplianceRequest decode(Event event) {
        Kind kind = Kind.of(Objects.requireNonNull(event.topic()));
        Fields fields = new Fields();
        BodyReader.read(event.body(), fields);
        if (kind == Kind.UNINSTALLATION) {
            check(fields.shopItself && !fields.aboutShop, "the body is no shop");
            checkShop(event, fields.myshopifyDomain);
            return new ComplianceRequest(kind, null, List.of());
        }
        check(fields.aboutShop && !fields.foreign, "the body is no request about a shop");
        checkShop(event, fields.shopDomain);
        return switch (kind) {
            case DATA_REQUEST -> fields.ofCustomer(kind, fields.requested, fields.redacted == null);
            case CUSTOMER_REDACTION ->
                fields.ofCustomer(kind, fields.redacted, fields.requested == null && !fields.dataRequest);
            default -> fields.ofShop(kind);
        };
    }

    // A placeholder, as in Shopify's examples, names no other shop; Shopify signs none such.
    private static void checkShop(Event event, @Nullable String domain) {
        String named = domain == null ? event.shop() : domain.toLowerCase(Locale.ROOT);
        if (!named.equals(event.shop()) && DOMAIN.matcher(named).matches()) {
            throw new UndecodableException(UnusableReason.WRONG_KEY, "the body is of another shop");
        }
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new UndecodableException(UnusableReason.WRONG_SHAPE, wrong);
        }
    }

    private static final class Fields implements BodyReader.Field {
        private @Nullable String shopDomain;
        private @Nullable String myshopifyDomain;
        private boolean aboutShop;
        private boolean shopItself;
        private boolean customer;
        private boolean dataRequest;
        private boolean foreign;
        private final IdSlot customerId = new IdSlot();
        private @Nullable List<String> requested;
        private @Nullable List<String> redacted;

        @Override
        public void read(String name, BodyReader body) {
            switch (name) {
                case "shop_id" -> body.skip();
                case "shop_domain" -> {
                    aboutShop = true;
                    shopDomain = body.filled(Texts.MAX_NAME);
                }
                case "myshopify_domain" -> {
                    shopItself = true;
                    myshopifyDomain = body.filled(Texts.MAX_NAME);
                }
                case "customer" -> {
                    customer = true;
                    body.fields(this::customer);
                }
                case "data_request" -> {
                    dataRequest = true;
                    body.skip();
                }
                case "orders_requested" -> requested = orders(body);
                case "orders_to_redact" -> redacted = orders(body);
                default -> {
                    foreign |= name.equals("id") || name.equals("order_id");
                    body.skip();
                }
            }
        }

        private void customer(String name, BodyReader body) {
            if (name.equals("id")) {
                customerId.take(body);
            } else {
                body.skip();
            }
        }

        private static List<String> orders(BodyReader body) {
            LinkedHashSet<String> ids = new LinkedHashSet<>();
            body.elements(() -> {
                IdSlot id = new IdSlot();
                boolean none = body.token() == JsonToken.VALUE_NULL;
                id.take(body);
                if (!none) {
                    check(id.isUsable(), "an order's id that is no integer from 1 to 2^63-1");
                    ids.add(Long.toString(id.id()));
                    check(ids.size() <= ComplianceRequest.MAX_ORDERS, "too many orders");
                }
            });
            return new ArrayList<>(ids);
        }

        private ComplianceRequest ofCustomer(Kind kind, @Nullable List<String> orders, boolean ofThisKind) {
            check(customer && ofThisKind, "the body is not what its topic says");
            List<String> named = orders == null ? List.of() : orders;
            check(customerId.isUsable() || !named.isEmpty(), "the request names neither a customer nor orders");
            return new ComplianceRequest(kind, customerId.isUsable() ? Long.toString(customerId.id()) : null, named);
        }

        private ComplianceRequest ofShop(Kind kind) {
            check(
                    !customer && !dataRequest && requested == null && redacted == null,
                    "the body is not what its topic says");
            return new ComplianceRequest(kind, null, List.of());
        }
    }
}
