package dev.sluice.gateway.catalog;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where the catalog is kept. */
interface CatalogSource {

    /**
     * What was read in one snapshot.
     *
     * @param generation of the catalog in it; 0 for a shop that never had a product
     * @param json null when there is nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Loaded(long generation, byte @Nullable [] json) {}

    /** One read, which can be made at either place. */
    interface Read {

        /**
         * Reads.
         *
         * @param fresh what was committed before is seen; else it may be missing, where a replica is read
         */
        Mono<Loaded> from(boolean fresh);
    }

    /** An active product. */
    Read product(String shop, String sku);

    /** A page of active products. */
    Read page(String shop, ProductFilter filter, int limit, String place);
}
