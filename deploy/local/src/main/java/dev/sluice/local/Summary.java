package dev.sluice.local;

/** What a person needs to know once the stack is up. */
final class Summary {
    private final DevEnvironment environment;
    private final DataDirectory data;

    Summary(DevEnvironment environment, DataDirectory data) {
        this.environment = environment;
        this.data = data;
    }

    /** To the terminal only: it names passwords, which have no place in a log. */
    void print(long beginNanos) {
        Ports ports = environment.ports();
        DevEnvironment.Shop shop = environment.shops().get(0);
        System.out.println();
        System.out.println("Sluice is up after " + Supervisor.seconds(beginNanos) + ".");
        row("webhooks", environment.gatewayUrl() + "/webhooks/shopify");
        row("admin", DevEnvironment.ADMIN_EMAIL + "  " + environment.secrets().admin());
        row("demo shop", shop.domain() + "  " + shop.secret());
        environment.secrets().apiKey().ifPresent(key -> row("storefront", "X-Api-Key: " + key));
        row(
                "health",
                "http://127.0.0.1:" + ports.management() + "/actuator/health (gateway), :" + ports.processorManagement()
                        + " (processor)");
        row("servers", "postgres :" + ports.postgres() + "  redis :" + ports.redis() + "  kafka :" + ports.kafka());
        row("for scripts", data.environment().toString());
        row("logs", data.logs().toString());
        System.out.println();
    }

    private static void row(String title, String text) {
        System.out.println("  " + title + " ".repeat(13 - title.length()) + text);
    }
}
