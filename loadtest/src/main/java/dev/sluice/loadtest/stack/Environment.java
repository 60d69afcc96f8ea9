package dev.sluice.loadtest.stack;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.cli.UsageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code .data/run/dev.env} tells about the running stack, or what somebody set by hand. */
public final class Environment {
    private static final int MOST_SHOPS = 9;

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** All of it, for a process of its own. */
    public Map<String, String> variables() {
        return variables;
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * @throws UsageException when it is not set
     */
    public String need(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException(
                        name + " is not set: start scripts/dev, which leaves it in .data/run/dev.env"));
    }

    public URI gateway() {
        return URI.create(need("SLUICE_URL"));
    }

    /**
     * All shops that are named, the first one first.
     *
     * @throws UsageException when there is none
     */
    public List<Shop> shops() {
        List<Shop> shops = new ArrayList<>();
        shops.add(new Shop(need("SLUICE_SHOP"), need("SLUICE_SHOP_SECRET")));
        for (int number = 2; number <= MOST_SHOPS; number++) {
            Optional<String> shop = find("SLUICE_SHOP_" + number);
            String secretName = "SLUICE_SHOP_" + number + "_SECRET";
            Optional<String> secret = find(secretName).or(() -> find("SLUICE_SHOP_SECRET_" + secretName.charAt(12)));
            if (shop.isPresent() && secret.isPresent()) {
                shops.add(new Shop(shop.get(), secret.get()));
            }
        }
        return shops;
    }

    public Optional<DatabaseUrl> database() {
        return find("SLUICE_DATABASE_URL").map(DatabaseUrl::parse);
    }

    public String kafka() {
        return need("SLUICE_KAFKA");
    }
}
