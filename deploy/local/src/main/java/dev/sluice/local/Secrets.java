package dev.sluice.local;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The stack's passwords and keys: made once at random or by the gateway, then kept beside the data that depends on them. */
final class Secrets {
    static final int SHOPS = 3;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 18;

    private static final String API_KEY = "API_KEY";

    private final Path file;
    private final Map<String, String> values;

    private Secrets(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Reads the file, and adds and keeps what it lacks. */
    static Secrets loadOrMake(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>(EnvFile.read(file));
        Map<String, String> before = Map.copyOf(values);
        for (String name : new String[] {"DATABASE_PASSWORD", "REDIS_PASSWORD", "ADMIN_PASSWORD"}) {
            values.computeIfAbsent(name, missing -> password());
        }
        for (String name : new String[] {"SECRETS_KEY", "TOKEN_KEY"}) {
            values.computeIfAbsent(name, missing -> Base64.getEncoder().encodeToString(random(KEY_BYTES)));
        }
        for (int shop = 1; shop <= SHOPS; shop++) {
            values.computeIfAbsent(shopSecret(shop), missing -> password());
        }
        if (!values.equals(before)) {
            EnvFile.write(file, values);
        }
        return new Secrets(file, values);
    }

    String database() {
        return get("DATABASE_PASSWORD");
    }

    String redis() {
        return get("REDIS_PASSWORD");
    }

    String admin() {
        return get("ADMIN_PASSWORD");
    }

    /** Of the first demo shop's storefront, as the gateway made it; empty before. */
    synchronized Optional<String> apiKey() {
        return Optional.ofNullable(values.get(API_KEY));
    }

    /** The gateway shows a key once, so it is written down at once. */
    synchronized void keepApiKey(String key) throws IOException {
        values.put(API_KEY, key);
        EnvFile.write(file, values);
    }

    /** Base64 of 32 bytes. */
    String secretsKey() {
        return get("SECRETS_KEY");
    }

    /** Base64 of 32 bytes. */
    String tokenKey() {
        return get("TOKEN_KEY");
    }

    /** @param number from 1 to {@link #SHOPS} */
    String shop(int number) {
        return get(shopSecret(number));
    }

    private static String shopSecret(int number) {
        return "SHOP_" + number + "_SECRET";
    }

    private synchronized String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return value;
    }

    /** Letters, digits, - and _ only: it stands in URLs and configuration files unquoted. */
    private static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized String toString() {
        return "Secrets" + values.keySet();
    }
}
