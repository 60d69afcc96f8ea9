package dev.sluice.gateway.catalog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the catalog is cached.
 *
 * @param timeToLive how long Redis keeps a product or a page of a listing that does not change, 1 minute to 1 day
 * @param sharedMaxAge how long a CDN may answer without asking; zero: it asks each time, and mostly hears 304
 * @param clearInterval how often it is looked for changes whose caches were not cleared
 * @param redisTimeout after which Redis is not waited for
 * @param loadTimeout for one read from PostgreSQL
 * @param answerWithin for the whole request
 * @param maxListings most pages of listings that Redis keeps for one shop
 * @param maxPageBytes a larger page is not cached
 */
@ConfigurationProperties("sluice.catalog")
record CatalogSettings(
        Duration timeToLive,
        Duration sharedMaxAge,
        Duration clearInterval,
        Duration redisTimeout,
        Duration loadTimeout,
        Duration answerWithin,
        int maxListings,
        int maxPageBytes) {

    CatalogSettings {
        if (timeToLive.toSeconds() < 60 || timeToLive.toDays() > 1) {
            throw new IllegalArgumentException("SLUICE_CATALOG_TTL must be between 1m and 1d");
        }
        if (sharedMaxAge.isNegative() || sharedMaxAge.toDays() > 1) {
            throw new IllegalArgumentException("SLUICE_CATALOG_CDN_MAX_AGE must be between 0s and 1d");
        }
        if (clearInterval.toMillis() < 10) {
            throw new IllegalArgumentException("sluice.catalog.clear-interval must be at least 10 ms");
        }
        if (redisTimeout.toMillis() < 1 || loadTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("the time-outs under sluice.catalog must be positive");
        }
        if (answerWithin.toMillis() < 1 || answerWithin.toMillis() > 4_000) {
            throw new IllegalArgumentException("sluice.catalog.answer-within must be positive and at most 4s");
        }
        if (maxListings < 1 || maxPageBytes < 1) {
            throw new IllegalArgumentException("sluice.catalog: max-listings and max-page-bytes must be positive");
        }
    }

    /** Longer than a load may take, so that it does not end under a loader that is merely slow. */
    Duration lease() {
        return loadTimeout.plus(redisTimeout).plusSeconds(1);
    }
}
