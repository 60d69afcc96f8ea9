package dev.sluice.processor.apply;

import java.util.Collection;

/** Told after a commit which orders it brought, so that an id that another shop has too is noticed at once. */
@FunctionalInterface
public interface NewOrders {
    /**
     * Never blocks and may be lost: a sweep is the fallback.
     *
     * @param ids of orders that were not there before
     */
    void appeared(Collection<String> ids);
}
