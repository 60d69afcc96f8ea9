package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Shop;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a simulation is told by whoever starts it: system properties {@value #PROFILE}, {@value #RUN} and {@value #TALLY},
 * and the environment of the running stack.
 *
 * @param run keeps the orders of several runs apart, seconds since 1970
 * @param tally directory for what the answers were
 */
public record Play(Profile profile, long run, Path tally, Environment environment) {
    public static final String PROFILE = "sluice.load.profile";
    public static final String RUN = "sluice.load.run";
    public static final String TALLY = "sluice.load.tally";

    /** Several gateways, apart by commas; without it the one of {@code SLUICE_URL}. */
    public static final String URLS = "SLUICE_LOAD_URLS";

    private static final long SEED = 42;
    private static final int STREAMS = 2;
    /** Shopify hangs up after 5 s; no answer may take longer than this. */
    private static final int SLOWEST_MS = 4_000;

    static Play current() {
        return new Play(
                Profile.of(need(PROFILE)), Long.parseLong(need(RUN)), Path.of(need(TALLY)), Environment.ofProcess());
    }

    private static String need(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("simulations are started by scripts/load, which sets " + property);
        }
        return value;
    }

    boolean isFull() {
        return profile == Profile.FULL;
    }

    List<Shop> shops() {
        return environment.shops();
    }

    HttpProtocolBuilder protocol() {
        List<String> urls = environment
                .find(URLS)
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElseGet(() -> List.of(environment.need("SLUICE_URL")));
        return http.baseUrls(urls)
                // As a sender's pool does it; a connection for each delivery would be another test.
                .shareConnections()
                .disableWarmUp()
                .disableCaching()
                .userAgentHeader("sluice-loadtest");
    }

    /**
     * A sale day whose bodies can all be used.
     *
     * @param stream 0 or 1: two days of one run have orders of their own
     * @param next 0 for the first day of a stream; a later one has other orders again
     */
    static SaleDay day(
            long run, int stream, int next, int orders, List<Shop> shops, double duplicates, double disorder) {
        long place = (run + next) * STREAMS + stream;
        Instant opens = Instant.ofEpochSecond(run).minus(5, ChronoUnit.DAYS);
        List<String> names = shops.stream().map(Shop::name).toList();
        return new SaleDay(new SaleDay.Settings(SEED, place, orders, names, opens, duplicates, disorder, 0));
    }

    /** The staff's token; blocks for the login. */
    String staffToken() {
        return admin().token();
    }

    AdminApi admin() {
        try {
            return AdminApi.login(environment).orElseThrow(() -> new IllegalStateException("no staff to log in as"));
        } catch (IOException e) {
            throw new IllegalStateException("the staff login failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What must hold of all requests together: no failed one, and in the full profile no slow ones either.
     *
     * @param p99Ms 99 of 100 answers take no longer than this
     */
    List<Assertion> unfailing(int p99Ms) {
        List<Assertion> assertions = new ArrayList<>();
        assertions.add(global().failedRequests().count().is(0L));
        if (isFull()) {
            assertions.add(global().responseTime().percentile(99).lte(p99Ms));
            assertions.add(global().responseTime().max().lte(SLOWEST_MS));
        }
        return assertions;
    }
}
