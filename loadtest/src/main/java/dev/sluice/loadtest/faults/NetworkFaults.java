package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.faults.FaultStack.Link;
import dev.sluice.loadtest.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The network between the applications and the servers is slow, narrow, cut, or silently gone. */
final class NetworkFaults {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int RESETS = 10;

    static List<Scenario> all() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Link link : Link.values()) {
            String name = link.name().toLowerCase(Locale.ROOT).replace('_', '-');
            boolean needed = link == Link.GATEWAY_KAFKA;
            scenarios.add(Scenario.of(
                            name + "-slow",
                            "100 ms more each way for 10 s, then 200 KB/s for 10 s",
                            stage -> slow(stage, link, needed))
                    .proxied());
            scenarios.add(Scenario.of(
                            name + "-reset",
                            "every connection is reset, once a second, ten times",
                            stage -> reset(stage, link, needed))
                    .proxied());
            scenarios.add(Scenario.of(
                            name + "-half-open",
                            "nothing passes for 10 s and no connection ends; then all of them are reset",
                            stage -> halfOpen(stage, link, needed))
                    .proxied());
        }
        return scenarios;
    }

    private static void slow(Stage stage, Link link, boolean needed) throws InterruptedException {
        TcpProxy proxy = stage.stack().proxy(link);
        stage.doing("slow");
        proxy.slow(Duration.ofMillis(100));
        stage.pass(TIME);
        stage.doing("narrow");
        proxy.narrow(200_000);
        stage.pass(TIME);
        proxy.clear();
        over(stage, needed);
    }

    private static void reset(Stage stage, Link link, boolean needed) throws InterruptedException {
        stage.doing("connections are reset");
        for (int i = 0; i < RESETS; i++) {
            stage.stack().proxy(link).reset();
            stage.pass(Duration.ofSeconds(1));
        }
        over(stage, needed);
    }

    private static void halfOpen(Stage stage, Link link, boolean needed) throws InterruptedException {
        TcpProxy proxy = stage.stack().proxy(link);
        stage.doing("nothing passes");
        proxy.stall();
        stage.pass(TIME);
        proxy.reset();
        proxy.clear();
        over(stage, needed);
    }

    private static void over(Stage stage, boolean needed) {
        stage.mended();
        if (!needed) {
            ServerFaults.unaffected(stage);
        }
    }

    private NetworkFaults() {}
}
