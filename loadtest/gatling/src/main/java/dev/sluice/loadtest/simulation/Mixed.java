package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.sluice.loadtest.stack.Shop;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;

/** An ordinary day: deliveries, some of them twice, while staff read. */
public final class Mixed extends Simulation {
    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public Mixed() {
        Sending sending = new Sending(tally);
        List<Shop> shops = play.shops();
        int rate = play.profile().pick(30, 500);
        int seconds = play.profile().pick(3, 120);
        Duration least = Duration.ofMillis(play.profile().pick(100, 1_000));
        Reading reading = new Reading(tally, play.staffToken(), least, least.multipliedBy(3));
        setUp(
                        scenario("senders")
                                .feed(Deliveries.of(Streams.endless(play.run(), 0, shops), shops))
                                .exec(sending.takenAtLast("delivery"))
                                .injectOpen(constantUsersPerSec(rate).during(seconds)),
                        scenario("impatient senders")
                                .feed(Deliveries.of(
                                        Streams.repeated(() -> Streams.endless(play.run(), 1, shops), 2), shops))
                                .exec(sending.takenAtLast("delivery sent twice"))
                                .injectOpen(constantUsersPerSec(rate / 5.0).during(seconds)),
                        scenario("readers")
                                .exec(reading.visit())
                                .injectClosed(
                                        constantConcurrentUsers(play.profile().pick(5, 100))
                                                .during(seconds)))
                .protocols(play.protocol())
                .assertions(play.unfailing(500));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
