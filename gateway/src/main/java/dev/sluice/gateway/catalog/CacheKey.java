package dev.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What is cached: a product, or a page of a listing. All keys of a shop share a hash tag, so that one script may touch
 * them in a cluster.
 *
 * @param id the SKU, or what tells a page from all others
 */
record CacheKey(Kind kind, String shop, String id) {
    private static final int DIGEST_BYTES = 18;

    enum Kind {
        PRODUCT("product"),
        LISTING("listing");

        private final String token;

        Kind(String token) {
            this.token = token;
        }

        String token() {
            return token;
        }
    }

    static CacheKey product(String shop, String sku) {
        return new CacheKey(Kind.PRODUCT, shop, sku);
    }

    /**
     * @param scope of its filter
     * @param place where the page begins
     */
    static CacheKey listing(String shop, String scope, int limit, String place) {
        // The scope has its lengths in it, and the place comes last: no two pages make the same text.
        return new CacheKey(Kind.LISTING, shop, digest(scope + '|' + limit + '|' + place));
    }

    /** Where the values, the lease and the generation are, in the order in which the scripts want them. */
    List<String> names() {
        String value = kind == Kind.PRODUCT ? product(shop).concat(id) : listings(shop);
        return List.of(value, of(shop) + "lease:" + kind.token() + ':' + id, generation(shop));
    }

    /** The field of a listing; empty for a product. */
    String field() {
        return kind == Kind.PRODUCT ? "" : id;
    }

    static String generation(String shop) {
        return of(shop) + "generation";
    }

    static String listings(String shop) {
        return of(shop) + "listings";
    }

    /** Ends in the place of the SKU. */
    static String product(String shop) {
        return of(shop) + "product:";
    }

    private static String of(String shop) {
        return "sluice:catalog:{" + shop + "}:";
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
