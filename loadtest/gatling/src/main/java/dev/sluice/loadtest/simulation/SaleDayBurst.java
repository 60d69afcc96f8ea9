package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stressPeakUsers;

import dev.sluice.loadtest.samples.Delivery;
import io.gatling.javaapi.core.Simulation;
import java.util.List;

/** A sale day in three minutes: 24,000 deliveries of 8,000 orders, rising to a peak and falling again. */
public final class SaleDayBurst extends Simulation {
    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public SaleDayBurst() {
        int orders = play.profile().pick(60, 8_000);
        int seconds = play.profile().pick(3, 180);
        List<Delivery> day = Streams.firstThree(Play.day(play.run(), 0, 0, orders, play.shops(), 0, 0.25));
        Deliveries deliveries = Deliveries.of(day.iterator(), play.shops());
        setUp(scenario("senders")
                        .feed(deliveries)
                        .exec(new Sending(tally).takenAtLast("delivery"))
                        .injectOpen(stressPeakUsers(day.size()).during(seconds)))
                .protocols(play.protocol())
                .assertions(play.unfailing(1_000));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
