package dev.sluice.local;

import dev.sluice.local.server.KafkaServer;
import dev.sluice.local.server.PostgresServer;
import dev.sluice.local.server.RedisServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of the stack: those that configure the applications, and those that scripts find in dev.env. */
record DevEnvironment(Ports ports, Secrets secrets, PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
    static final String DATABASE = "sluice";
    static final String ADMIN_EMAIL = "admin@sluice.example";

    /** A shop of the demo; its secret is generated. */
    record Shop(String domain, String name, String secret) {

        @Override
        public String toString() {
            return domain;
        }
    }

    /** As many as {@link Secrets#SHOPS}; the first is the one that scripts use. */
    List<Shop> shops() {
        return List.of(
                new Shop("sluice-demo-aurora.myshopify.com", "Aurora Outdoor", secrets.shop(1)),
                new Shop("sluice-demo-basalt.myshopify.com", "Basalt Coffee", secrets.shop(2)),
                new Shop("sluice-demo-cirrus.myshopify.com", "Cirrus Audio", secrets.shop(3)));
    }

    /** What gateway and processor are configured with. */
    Map<String, String> forApplications() {
        Map<String, String> variables = new LinkedHashMap<>(connections());
        variables.putAll(ports.toVariables());
        variables.put("SLUICE_BIND_ADDRESS", "127.0.0.1");
        variables.put("SLUICE_SECRETS_KEY", secrets.secretsKey());
        variables.put("SLUICE_TOKEN_KEY", secrets.tokenKey());
        variables.put("SLUICE_BOOTSTRAP_ADMIN_EMAIL", ADMIN_EMAIL);
        variables.put("SLUICE_BOOTSTRAP_ADMIN_PASSWORD", secrets.admin());
        return variables;
    }

    /** What dev.env holds. */
    Map<String, String> forScripts() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SLUICE_URL", gatewayUrl());
        variables.put("SLUICE_MANAGEMENT_URL", "http://127.0.0.1:" + ports.management());
        variables.put("SLUICE_PROCESSOR_MANAGEMENT_URL", "http://127.0.0.1:" + ports.processorManagement());
        variables.put("SLUICE_ADMIN_EMAIL", ADMIN_EMAIL);
        variables.put("SLUICE_ADMIN_PASSWORD", secrets.admin());
        secrets.apiKey().ifPresent(key -> variables.put("SLUICE_API_KEY", key));
        int number = 1;
        for (Shop shop : shops()) {
            String prefix = number == 1 ? "SLUICE_SHOP" : "SLUICE_SHOP_" + number;
            variables.put(prefix, shop.domain());
            variables.put(prefix + "_SECRET", shop.secret());
            number++;
        }
        variables.putAll(connections());
        return variables;
    }

    private Map<String, String> connections() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SLUICE_DATABASE_URL", postgres.url(DATABASE));
        variables.put("SLUICE_KAFKA", kafka.bootstrap());
        variables.put("SLUICE_REDIS_URL", redis.url());
        return variables;
    }

    String gatewayUrl() {
        return "http://127.0.0.1:" + ports.http();
    }
}
