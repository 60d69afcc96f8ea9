package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.sluice.loadtest.samples.SaleDay;
import io.gatling.javaapi.core.Simulation;

/** A sender that hears no answer: each delivery comes twenty times, several of them at once. */
public final class DuplicateStorm extends Simulation {
    public static final int COPIES = 20;

    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public DuplicateStorm() {
        int rate = play.profile().pick(80, 1_000);
        int seconds = play.profile().pick(3, 60);
        SaleDay day = Play.day(play.run(), 0, 0, rate * seconds / COPIES, play.shops(), 0, 0);
        Deliveries deliveries = Deliveries.of(Streams.repeated(day, COPIES), play.shops());
        setUp(scenario("senders")
                        .feed(deliveries)
                        .exec(new Sending(tally).takenAtLast("delivery"))
                        .injectOpen(constantUsersPerSec(rate).during(seconds)))
                .protocols(play.protocol())
                .assertions(play.unfailing(500));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
