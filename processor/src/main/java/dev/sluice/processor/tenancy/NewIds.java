package dev.sluice.processor.tenancy;

import dev.sluice.contract.OrderKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shopify's ids of new orders that wait to be checked: a bounded number, since the sweep finds what is dropped here. */
final class NewIds {
    static final int MOST = 50_000;

    private final Set<Long> waiting = new LinkedHashSet<>();

    /** Never blocks for longer than adding takes. */
    synchronized void add(Collection<String> orderIds) {
        for (String id : orderIds) {
            if (waiting.size() >= MOST) {
                return;
            }
            OrderKey key = OrderKey.parse(id);
            if (key != null) {
                add(key.orderId());
            }
        }
    }

    private void add(String shopifyId) {
        try {
            waiting.add(Long.valueOf(shopifyId));
        } catch (NumberFormatException e) {
            // One of Sluice's own orders: its id belongs to nobody else.
        }
    }

    /** Takes the ones that wait longest. */
    synchronized List<Long> take(int most) {
        List<Long> taken = new ArrayList<>(Math.min(most, waiting.size()));
        Iterator<Long> each = waiting.iterator();
        while (each.hasNext() && taken.size() < most) {
            taken.add(each.next());
            each.remove();
        }
        return taken;
    }
}
