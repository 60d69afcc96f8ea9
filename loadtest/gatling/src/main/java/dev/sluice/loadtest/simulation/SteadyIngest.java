package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Deliveries at an even rate that one node bears easily. */
public final class SteadyIngest extends Simulation {
    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public SteadyIngest() {
        Deliveries deliveries = Deliveries.of(Streams.endless(play.run(), 0, play.shops()), play.shops());
        int rate = play.profile().pick(40, 1_000);
        int seconds = play.profile().pick(3, 120);
        setUp(scenario("senders")
                        .feed(deliveries)
                        .exec(new Sending(tally).taken("delivery"))
                        .injectOpen(constantUsersPerSec(rate).during(seconds)))
                .protocols(play.protocol())
                .assertions(play.unfailing(500));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
