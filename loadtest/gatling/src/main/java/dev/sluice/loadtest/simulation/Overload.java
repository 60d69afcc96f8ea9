package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * Ten times what the processor is held to, for five minutes, and then a trickle: every answer is a 200 or a 429 that says
 * when to come again, and none is late. Whether Sluice recovers is judged by who starts it.
 */
public final class Overload extends Simulation {
    /** Deliveries a second in the full profile. */
    public static final int RATE = 5_000;

    /** Seconds of it in the full profile. */
    public static final int SECONDS = 300;

    /**
     * Seconds before it in the full profile, two thirds at a low rate and one in which it rises: both sides' code is compiled
     * then. Who begins with all of it finds that a sender which waits opens one more connection for each delivery.
     */
    public static final int RISE_SECONDS = 60;

    private static final int FIRST_RATE = 200;

    public static final String FLOOD = "delivery";
    public static final String AFTER = "delivery after the overload";

    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public Overload() {
        Deliveries deliveries = Deliveries.of(Streams.endless(play.run(), 0, play.shops()), play.shops());
        Sending sending = new Sending(tally);
        int rise = play.profile().pick(3, RISE_SECONDS);
        int seconds = play.profile().pick(3, SECONDS);
        int rate = play.profile().pick(300, RATE);
        setUp(
                        scenario("flood")
                                .feed(deliveries)
                                .exec(sending.takenOrRefused(FLOOD))
                                .injectOpen(
                                        constantUsersPerSec(Math.min(rate, FIRST_RATE))
                                                .during(2 * rise / 3),
                                        rampUsersPerSec(Math.min(rate, FIRST_RATE))
                                                .to(rate)
                                                .during(rise - 2 * rise / 3),
                                        constantUsersPerSec(rate).during(seconds)),
                        scenario("trickle")
                                .feed(deliveries)
                                .exec(sending.takenOrRefused(AFTER))
                                .injectOpen(
                                        nothingFor(rise + seconds),
                                        constantUsersPerSec(20)
                                                .during(play.profile().pick(1, 60))))
                .protocols(play.protocol())
                .assertions(play.unfailing(1_000));
    }

    @Override
    public void after() {
        tally.write(play.tally());
    }
}
