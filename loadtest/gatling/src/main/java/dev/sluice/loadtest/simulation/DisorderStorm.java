package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.sluice.loadtest.samples.SaleDay;
import io.gatling.javaapi.core.Simulation;

/** Whole lives of orders, every delivery held up and a third of them sent twice; each order must stand right at last. */
public final class DisorderStorm extends Simulation {
    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public DisorderStorm() {
        SaleDay day = day(play);
        Deliveries deliveries = Deliveries.of(day.iterator(), play.shops());
        setUp(scenario("senders")
                        .feed(deliveries)
                        .exec(new Sending(tally).takenAtLast("delivery"))
                        .injectOpen(rampUsers(day.deliveries())
                                .during(play.profile().pick(3, 60))))
                .protocols(play.protocol())
                .assertions(play.unfailing(500));
    }

    /** The same day for who sends it and for who checks it afterwards. */
    public static SaleDay day(Play play) {
        return Play.day(play.run(), 0, 0, play.profile().pick(40, 8_000), play.shops(), 0.33, 1);
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
