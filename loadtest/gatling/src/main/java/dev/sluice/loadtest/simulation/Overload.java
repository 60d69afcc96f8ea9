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

    /** Seconds before it in the full profile, in which the rate rises: both sides' code is compiled then. */
    public static final int RISE_SECONDS = 30;

    private static final int FIRST_RATE = 20;

    public static final String FLOOD = "delivery";
    public static final String AFTER = "delivery after the overload";

    private final Play play = Play.current();
    private final Tally tally = new Tally();

    public Overload() {
        Deliveries deliveries = Deliveries.of(Streams.endless(play.run(), 0, play.shops()), play.shops());
        Sending sending = new Sending(tally);
        int rise = play.profile().pick(1, RISE_SECONDS);
        int seconds = play.profile().pick(3, SECONDS);
        int rate = play.profile().pick(300, RATE);
        setUp(
                        scenario("flood")
                                .feed(deliveries)
                                .exec(sending.takenOrRefused(FLOOD))
                                .injectOpen(
                                        rampUsersPerSec(FIRST_RATE).to(rate).during(rise),
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
