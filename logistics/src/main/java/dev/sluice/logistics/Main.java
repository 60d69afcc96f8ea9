package dev.sluice.logistics;

import dev.sluice.logistics.fakecarrier.FakeCarrier;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the example: {@code [--fake-carrier [normal|slow|failing|silent]]}. */
public final class Main {
    private static final String FAKE_CARRIER = "--fake-carrier";
    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = Arrays.asList(args);
        Map<String, String> environment = new HashMap<>(System.getenv());
        try {
            if (!arguments.isEmpty()) {
                environment.put(LogisticsSettings.CARRIER, startFakeCarrier(arguments));
            }
            run(LogisticsSettings.of(environment));
        } catch (IllegalArgumentException e) {
            System.err.println("logistics: " + e.getMessage());
            System.exit(WRONG_USE);
        }
    }

    private static String startFakeCarrier(List<String> arguments) throws java.io.IOException {
        if (!arguments.get(0).equals(FAKE_CARRIER) || arguments.size() > 2) {
            throw new IllegalArgumentException("usage: logistics [--fake-carrier [normal|slow|failing|silent]]");
        }
        FakeCarrier carrier = FakeCarrier.start(0, Duration.ofSeconds(10));
        if (arguments.size() > 1) {
            carrier.behave(FakeCarrier.Behaviour.valueOf(arguments.get(1).toUpperCase(Locale.ROOT)));
        }
        System.out.println(
                "The fake carrier is at " + carrier.url() + "; it delivers after 10 s. To change its behaviour:");
        System.out.println("  curl -X PUT " + carrier.url() + "/behaviour/failing    (normal, slow, failing, silent)");
        return carrier.url();
    }

    private static void run(LogisticsSettings settings) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "stop"));
        try (Logistics running = Logistics.start(settings, Clock.systemUTC())) {
            System.out.println("Logistics is running; Ctrl-C stops it.");
            end.await();
        }
    }
}
