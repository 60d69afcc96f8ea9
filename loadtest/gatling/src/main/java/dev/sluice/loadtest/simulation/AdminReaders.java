package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** 500 members of staff who read orders: the listing by keyset pages, single orders and their timelines. */
public final class AdminReaders extends Simulation {
    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public AdminReaders() {
        Duration least = Duration.ofMillis(play.profile().pick(100, 1_000));
        Reading reading = new Reading(tally, play.staffToken(), least, least.multipliedBy(3));
        int users = play.profile().pick(20, 500);
        setUp(scenario("readers")
                        .exec(reading.visit())
                        .injectClosed(constantConcurrentUsers(users)
                                .during(play.profile().pick(3, 120))))
                .protocols(play.protocol())
                .assertions(play.unfailing(500));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
