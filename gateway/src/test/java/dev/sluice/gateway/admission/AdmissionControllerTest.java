package dev.sluice.gateway.admission;

import static dev.sluice.gateway.admission.Traffic.COMMAND;
import static dev.sluice.gateway.admission.Traffic.NEW_ORDER;
import static dev.sluice.gateway.admission.Traffic.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gateway.admission.AdmissionStatus.ShopShare;
import dev.sluice.gateway.admission.Verdict.Reason;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionControllerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String SHOP = "one.example";

    private final AtomicLong now = new AtomicLong();
    private final AdmissionController controller = new AdmissionController(
            new Marks(20, 100, 500), new InFlightBound(16, 1_600), 5 * SECOND, now::get, () -> 0);

    private @Nullable Reason ask(Traffic traffic) {
        return controller.decide(SHOP, traffic, 0, 10).reason();
    }

    /** Until the first refusal; at most 1,000. */
    private int taken(String shop, Traffic traffic) {
        int taken = 0;
        while (taken < 1_000 && controller.decide(shop, traffic, 0, 10).reason() == null) {
            taken++;
        }
        return taken;
    }

    private void sampleAfterASecond(long depth, double drain) {
        now.addAndGet(SECOND);
        controller.sampled(depth, drain, 1);
    }

    @Test
    void everythingComesInUpToTheLowMark() {
        sampleAfterASecond(20, 0);

        assertThat(taken(SHOP, OTHER)).isEqualTo(1_000);
        assertThat(taken(SHOP, NEW_ORDER)).isEqualTo(1_000);
        assertThat(controller.status().reasons()).isEmpty();
    }

    @Test
    void aboveTheLowMarkALoudShopIsHeldToItsShareAndNobodyElseNotices() {
        for (int i = 0; i < 1_000; i++) {
            controller.decide("loud.example", OTHER, 0, 10);
        }
        for (int i = 0; i < 5; i++) {
            controller.decide(SHOP, OTHER, 0, 10);
        }
        sampleAfterASecond(60, 10);

        // What it had saved up, then its share.
        assertThat(taken("loud.example", OTHER)).isEqualTo(AdmissionController.LEAST_BURST);
        assertThat(controller.decide("loud.example", OTHER, 0, 10)).isEqualTo(new Verdict(Reason.SHARE, 4));
        assertThat(ask(OTHER)).isNull();
        now.addAndGet(SECOND);
        assertThat(taken("loud.example", OTHER)).isEqualTo(9);

        AdmissionStatus status = controller.status();
        assertThat(status.state()).isEqualTo("sharing");
        assertThat(status.reasons()).containsExactly("low-mark");
        assertThat(status.loudest()).extracting(ShopShare::shop).containsExactly("loud.example", SHOP);
        assertThat(status.loudest().get(0).sharePerSecond()).isCloseTo(9.5, within(0.1));
    }

    @Test
    void newOrdersComeOutOfTheShopsShareFirst() {
        sampleAfterASecond(60, 10);

        assertThat(taken(SHOP, NEW_ORDER)).isEqualTo(AdmissionController.LEAST_BURST);
        assertThat(ask(OTHER)).isEqualTo(Reason.SHARE);
        assertThat(ask(COMMAND)).isNull();
    }

    @Test
    void whatTheShopsOthersHaveUsedUpDoesNotKeepItsNewOrdersOut() {
        sampleAfterASecond(60, 10);

        assertThat(taken(SHOP, OTHER)).isEqualTo(AdmissionController.LEAST_BURST);
        assertThat(taken(SHOP, NEW_ORDER)).isEqualTo(AdmissionController.LEAST_BURST);
    }

    @Test
    void aboveTheHighMarkOnlyNewOrdersAndCommandsComeInUntilTheLowOne() {
        sampleAfterASecond(120, 10);

        assertThat(controller.decide(SHOP, OTHER, 0, 10)).isEqualTo(new Verdict(Reason.HIGH_MARK, 10));
        assertThat(taken(SHOP, NEW_ORDER)).isEqualTo(AdmissionController.LEAST_BURST);
        assertThat(ask(NEW_ORDER)).isEqualTo(Reason.HIGH_MARK);
        assertThat(ask(COMMAND)).isNull();

        sampleAfterASecond(21, 10);
        assertThat(ask(OTHER)).isEqualTo(Reason.HIGH_MARK);
        assertThat(taken(SHOP, NEW_ORDER)).isEqualTo(5); // half of what drained
        sampleAfterASecond(20, 10);
        assertThat(ask(OTHER)).isNull();
    }

    @Test
    void aboveTheHardMarkNothingComesIn() {
        sampleAfterASecond(501, 10);

        for (Traffic traffic : Traffic.values()) {
            assertThat(controller.decide(SHOP, traffic, 0, 10)).isEqualTo(new Verdict(Reason.HARD_MARK, 49));
        }
        sampleAfterASecond(460, 10);
        assertThat(ask(OTHER)).isEqualTo(Reason.HIGH_MARK);
        assertThat(ask(NEW_ORDER)).isNull();
        assertThat(ask(COMMAND)).isNull();
    }

    @Test
    void whileNothingDrainsNewOrdersMayUseTheRoomUpToTheHardMark() {
        AdmissionController large = new AdmissionController(
                new Marks(20_000, 100_000, 500_000), new InFlightBound(16, 1_600), 5 * SECOND, now::get, () -> 0);
        now.addAndGet(SECOND);
        large.sampled(140_000, 0, 1);
        now.addAndGet(SECOND);

        int taken = 0;
        while (large.decide(SHOP, NEW_ORDER, 0, 10).reason() == null) {
            taken++;
        }
        assertThat(taken).isBetween(3_000, 13_020);
        assertThat(large.decide(SHOP, OTHER, 0, 10).reason()).isEqualTo(Reason.HIGH_MARK);
    }

    @Test
    void aGatewayAmongOthersGivesOutItsPartOfTheCapacity() {
        now.addAndGet(SECOND);
        controller.sampled(60, 100, 0.25);

        assertThat(controller.status().sharePerSecond()).isEqualTo(25);
    }

    @Test
    void whatIsInFlightIsBoundedInEventsAndBytesWhateverTheDepth() {
        assertThat(controller.decide(SHOP, OTHER, 14, 10)).isEqualTo(new Verdict(Reason.IN_FLIGHT, 1));
        assertThat(controller.decide(SHOP, OTHER, 0, 1_401).reason()).isEqualTo(Reason.IN_FLIGHT);
        assertThat(controller.decide(SHOP, NEW_ORDER, 14, 10).reason()).isNull();
        assertThat(controller.decide(SHOP, COMMAND, 15, 10).reason()).isNull();
        assertThat(controller.decide(SHOP, COMMAND, 16, 10).reason()).isEqualTo(Reason.IN_FLIGHT);
    }

    @Test
    void theLastDepthHoldsForAWhileWhenItCannotBeRead() {
        sampleAfterASecond(101, 10);
        now.addAndGet(5 * SECOND);
        controller.notSampled();
        assertThat(controller.isOverloaded()).isTrue();

        now.addAndGet(1);
        controller.notSampled();

        assertThat(controller.isOverloaded()).isFalse();
        assertThat(controller.status().reasons()).containsExactly("depth-unknown");
        assertThat(taken(SHOP, OTHER)).isEqualTo(1_000);
        assertThat(controller.decide(SHOP, OTHER, 16, 10).reason()).isEqualTo(Reason.IN_FLIGHT);
        controller.sampled(101, 10, 1);
        assertThat(controller.status().reasons()).containsExactly("high-mark");
    }

    @Test
    void aDiskThatIsShortKeepsOutWhatIsNotRefusedLastAndAFullOneEverything() {
        controller.disk(Reason.KAFKA_DISK, 90, 100);
        assertThat(controller.decide(SHOP, OTHER, 0, 10)).isEqualTo(new Verdict(Reason.KAFKA_DISK, 60));
        assertThat(ask(NEW_ORDER)).isNull();
        assertThat(ask(COMMAND)).isNull();

        controller.disk(Reason.DATABASE_DISK, 40, 100);
        assertThat(ask(COMMAND)).isEqualTo(Reason.DATABASE_DISK);
        assertThat(controller.status().reasons()).containsExactly("database-disk");

        controller.diskUnknown(Reason.DATABASE_DISK);
        controller.disk(Reason.KAFKA_DISK, 125, 100);
        assertThat(ask(OTHER)).isNull();
    }
}
