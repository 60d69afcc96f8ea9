package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.sluice.loadtest.client.Signature;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Shop;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fifty shops at an even rate; then one of them sends a hundred times as much as each of the others. */
public final class NoisyNeighbour extends Simulation {
    /** The others while all is quiet, and beside the loud one. */
    public static final String QUIET = "others alone";

    public static final String BESIDE = "others beside the loud one";
    public static final String LOUD = "the loud one";

    private static final int SHOPS = 50;
    private static final int LOUDER = 100;

    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public NoisyNeighbour() {
        List<Shop> shops = shops(play);
        register(play.admin(), shops);
        int rate = play.profile().pick(1, 10);
        int seconds = play.profile().pick(3, 60);
        setUp(others(shops.subList(1, SHOPS), rate * (SHOPS - 1), seconds), loud(shops.get(0), rate * LOUDER, seconds))
                .protocols(play.protocol())
                .assertions(assertions());
    }

    /** Secrets follow from the first shop's, so that a second run signs with those that are registered already. */
    private static List<Shop> shops(Play play) {
        String secret = play.shops().get(0).secret();
        List<Shop> shops = new ArrayList<>();
        for (int number = 1; number <= SHOPS; number++) {
            String name = String.format("sluice-load-%02d.myshopify.com", number);
            shops.add(new Shop(name, Signature.of(secret, name.getBytes(StandardCharsets.UTF_8))));
        }
        return shops;
    }

    private static void register(AdminApi admin, List<Shop> shops) {
        try {
            for (Shop shop : shops) {
                admin.register(shop);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the shops could not be registered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private PopulationBuilder others(List<Shop> shops, int rate, int seconds) {
        Deliveries deliveries = Deliveries.of(Streams.endless(play.run(), 0, shops), shops);
        Sending sending = new Sending(tally);
        return scenario("the others, alone")
                .feed(deliveries)
                .exec(sending.takenOrRefused(QUIET))
                .injectOpen(constantUsersPerSec(rate).during(seconds))
                .andThen(scenario("the others, beside")
                        .feed(deliveries)
                        .exec(sending.takenOrRefused(BESIDE))
                        .injectOpen(constantUsersPerSec(rate).during(seconds)));
    }

    private PopulationBuilder loud(Shop shop, int rate, int seconds) {
        Deliveries deliveries = Deliveries.of(Streams.endless(play.run(), 1, List.of(shop)), List.of(shop));
        return scenario(LOUD)
                .feed(deliveries)
                .exec(new Sending(tally).takenOrRefused(LOUD))
                .injectOpen(nothingFor(seconds), constantUsersPerSec(rate).during(seconds));
    }

    private List<Assertion> assertions() {
        List<Assertion> assertions = new ArrayList<>(play.unfailing(1_000));
        if (play.isFull()) {
            assertions.add(details(BESIDE).responseTime().percentile(99).lte(500));
        }
        return assertions;
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
