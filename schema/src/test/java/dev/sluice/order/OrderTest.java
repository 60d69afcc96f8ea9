package dev.sluice.order;

import static dev.sluice.order.Events.after;
import static dev.sluice.order.Events.command;
import static dev.sluice.order.Events.deletion;
import static dev.sluice.order.Events.deletionAt;
import static dev.sluice.order.Events.fulfillment;
import static dev.sluice.order.Events.partial;
import static dev.sluice.order.Events.purchase;
import static dev.sluice.order.Events.shipment;
import static dev.sluice.order.Events.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static final String AT_NINE = "'updated_at':'2026-03-01T09:00:00Z'";
    private static final String AT_TEN = "'updated_at':'2026-03-01T10:00:00Z'";
    private static final DecodedEvent PLACED = snapshot("'financial_status':'pending'," + AT_NINE);
    private static final DecodedEvent PAID = snapshot("'financial_status':'paid'," + AT_TEN);
    private static final DecodedEvent FULFILLED =
            snapshot("'financial_status':'paid','fulfillment_status':'fulfilled','updated_at':'2026-03-01T11:00:00Z'");

    @Test
    void aFirstSnapshotMakesTheOrderAndMovesIt() {
        Folded folded = Order.NEW.fold(PAID);

        assertThat(folded.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(folded.order()).isEqualTo(new Order(PAID.facts(), OrderState.CONFIRMED, Reasons.PAID, false, 1, 1));
        assertThat(folded.transitions())
                .containsExactly(new Transition(
                        1,
                        OrderState.PENDING,
                        OrderState.CONFIRMED,
                        Reasons.PAID,
                        false,
                        Instant.parse("2026-03-01T10:00:00Z")));
    }

    @Test
    void aPendingOrderIsNewsWithoutATransition() {
        Folded folded = Order.NEW.fold(PLACED);

        assertThat(folded.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(folded.transitions()).isEmpty();
        assertThat(folded.order().version()).isEqualTo(1);
        assertThat(folded.order().stateReason()).isNull();
    }

    @Test
    void statesInBetweenAreInferred() {
        Folded folded = Order.NEW.fold(FULFILLED);

        assertThat(folded.transitions())
                .extracting(Transition::sequence, Transition::to, Transition::reason, Transition::inferred)
                .containsExactly(
                        tuple(1, OrderState.CONFIRMED, Reasons.INFERRED, true),
                        tuple(2, OrderState.PROCESSING, Reasons.INFERRED, true),
                        tuple(3, OrderState.SHIPPED, Reasons.FULFILLED, false));
    }

    @Test
    void aCorrectedEdgeSaysSoWhereverItStands() {
        DecodedEvent takenBack = snapshot("'financial_status':'paid','updated_at':'2026-03-01T12:00:00Z'");

        Folded folded = after(FULFILLED).fold(takenBack);

        assertThat(folded.transitions())
                .extracting(Transition::sequence, Transition::to, Transition::reason, Transition::inferred)
                .containsExactly(
                        tuple(4, OrderState.PROCESSING, Reasons.CORRECTED, true),
                        tuple(5, OrderState.CONFIRMED, Reasons.CORRECTED, false));
        assertThat(folded.order().stateReason()).isEqualTo(Reasons.PAID);
        assertThat(folded.order().sequence()).isEqualTo(5);
    }

    @Test
    void theSameBodyAgainIsStale() {
        Order order = after(PLACED, PAID);

        assertThat(order.fold(PAID)).isEqualTo(new Folded(Verdict.STALE, order, List.of()));
        assertThat(order.fold(PLACED).verdict()).isEqualTo(Verdict.STALE);
    }

    @Test
    void anOlderSnapshotNeverOverwritesANewerOne() {
        Order order = after(FULFILLED, PAID, PLACED);

        assertThat(Objects.requireNonNull(order.facts().snapshot()))
                .isEqualTo(FULFILLED.facts().snapshot());
        assertThat(order.version()).isEqualTo(1);
    }

    @Test
    void anOlderSnapshotCanStillTellThatTheOrderWasOncePaid() {
        DecodedEvent voided = snapshot("'financial_status':'voided','updated_at':'2026-03-01T12:00:00Z'");

        Folded folded = after(voided).fold(PAID);

        assertThat(folded.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(folded.order().state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(Objects.requireNonNull(folded.order().facts().snapshot()).financialStatus())
                .isEqualTo("voided");
    }

    @Test
    void anOlderSnapshotThatSaidPartialKeepsTheOrderOutOfPending() {
        DecodedEvent partial = snapshot("'fulfillment_status':'partial'," + AT_NINE);
        DecodedEvent none = snapshot("'fulfillment_status':null," + AT_TEN);

        assertThat(after(partial, none).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(none, partial).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(none, partial).stateReason()).isEqualTo(Reasons.FULFILLMENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'financial_status':'refunded'   | 'cancelled_at':'2026-03-01T10:00:00Z' | refunded
            'cancelled_at':'2026-03-01T10:00:00Z' | 'fulfillment_status':'fulfilled' | cancelled
            'fulfillment_status':'fulfilled' | 'financial_status':'paid'             | shipped
            'financial_status':'authorized' | 'financial_status':'pending'           | confirmed
            """)
    void withinOneSecondTheSnapshotFurtherAlongStands(String further, String behind, String state) {
        DecodedEvent first = snapshot(further + "," + AT_TEN);
        DecodedEvent second = snapshot(behind + "," + AT_TEN);

        for (Order order : new Order[] {after(first, second), after(second, first)}) {
            assertThat(order.facts().snapshot()).isEqualTo(first.facts().snapshot());
            assertThat(order.state().token()).isEqualTo(state);
        }
    }

    @Test
    void withinOneSecondTheDigestDecidesBetweenEquals() {
        DecodedEvent one = snapshot("'name':'#1'," + AT_TEN);
        DecodedEvent two = snapshot("'name':'#2'," + AT_TEN);

        assertThat(after(one, two).facts()).isEqualTo(after(two, one).facts());
    }

    @ParameterizedTest
    @CsvSource({"9999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "soon", "''"})
    void aSnapshotFromNoKnownTimeBlocksNoOther(String updatedAt) {
        DecodedEvent lost = snapshot("'financial_status':'voided','updated_at':'" + updatedAt + "'");

        assertThat(after(lost, PAID).facts().snapshot()).isEqualTo(PAID.facts().snapshot());
        assertThat(after(PAID, lost).facts().snapshot()).isEqualTo(PAID.facts().snapshot());
        assertThat(after(PAID, lost).version()).isEqualTo(1);
    }

    @Test
    void aPartWaitsForItsOrder() {
        DecodedEvent parcel = fulfillment("'id':7,'status':'success'");

        assertThat(Order.NEW.fold(parcel)).isEqualTo(new Folded(Verdict.PARKED, Order.NEW, List.of()));
        assertThat(after(deletion()).fold(parcel).verdict()).isEqualTo(Verdict.PARKED);
        assertThat(after(PAID).fold(parcel).order().state()).isEqualTo(OrderState.PROCESSING);
        assertThat(after(PAID, parcel).fold(parcel).verdict()).isEqualTo(Verdict.STALE);
    }

    @Test
    void aDeletionNeedsNoOrderAndHoldsWhateverArrivesLater() {
        Order order = after(deletion(), PAID, FULFILLED);

        assertThat(after(deletion()).version()).isEqualTo(1);
        assertThat(after(deletion()).facts().hasOrder()).isFalse();
        assertThat(order.facts().deletedAt()).isEqualTo(Events.RECEIVED);
        assertThat(order.state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order.fold(deletion()).verdict()).isEqualTo(Verdict.STALE);
    }

    @Test
    void theEarliestDeletionStands() {
        DecodedEvent first = deletionAt("2026-03-01T08:00:00Z");
        DecodedEvent second = deletionAt("2026-03-01T09:00:00Z");

        assertThat(after(first, second).facts().deletedAt()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(after(second, first).facts().deletedAt()).isEqualTo("2026-03-01T08:00:00Z");
    }

    @Test
    void anEditIsAppliedAndChangesNothing() {
        DecodedEvent edit = EventDecoder.decode(Events.shopify(
                "orders/edited", Events.json("{'order_edit':{'id':1,'order_id':" + Events.ORDER + "}}")));

        assertThat(after(PAID).fold(edit)).isEqualTo(new Folded(Verdict.APPLIED, after(PAID), List.of()));
    }

    @Test
    void anOperatorConfirmsAPendingOrder() {
        Folded folded = after(PLACED).fold(command("c1", "confirmed"));

        assertThat(folded.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(folded.order().state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(folded.transitions()).extracting(Transition::reason).containsExactly(Reasons.CONFIRMED_BY_OPERATOR);
        assertThat(folded.order().fold(command("c1", "confirmed")).verdict()).isEqualTo(Verdict.STALE);
    }

    @Test
    void anOperatorsCancellationIsForEver() {
        Order order = after(PAID, command("c1", "cancelled"));

        assertThat(order.stateReason()).isEqualTo(Reasons.CANCELLED_BY_OPERATOR);
        assertThat(order.fold(FULFILLED).order().state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void aCommandThatNoPlainEdgeAllowsChangesNothing() {
        for (Order order : new Order[] {
            Order.NEW, after(deletion()), after(FULFILLED), after(PAID, command("c0", "cancelled")),
        }) {
            assertThat(order.fold(command("c1", "cancelled")))
                    .isEqualTo(new Folded(Verdict.ILLEGAL_COMMAND, order, List.of()));
        }
        assertThat(after(PAID).fold(command("c1", "confirmed")).verdict()).isEqualTo(Verdict.ILLEGAL_COMMAND);
    }

    @Test
    void aShipmentResultCoversTheWholeOrder() {
        DecodedEvent shipped = shipment(7, "shipped", "2026-03-01T12:00:00Z");
        DecodedEvent delivered = shipment(7, "delivered", "2026-03-02T12:00:00Z");
        DecodedEvent failed = shipment(7, "failed", "2026-03-01T13:00:00Z");

        assertThat(after(PAID, shipped).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(after(PAID, shipped).facts().deliveryStatus()).isEqualTo("in_transit");
        assertThat(after(PAID, shipped, delivered).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(after(PAID, delivered, shipped).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(after(PAID, shipped, failed).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(PAID, fulfillment("'id':7,'status':'success'"), shipped)
                        .facts()
                        .fulfillments())
                .containsOnlyKeys(7L, -7L);
    }

    @Test
    void anOrderIsDeliveredOnceEveryLiveParcelIs() {
        DecodedEvent first = fulfillment("'id':1,'status':'success','shipment_status':'delivered'," + AT_TEN);
        DecodedEvent second = fulfillment("'id':2,'status':'success','shipment_status':'in_transit'," + AT_TEN);
        DecodedEvent taken = fulfillment("'id':2,'status':'cancelled','updated_at':'2026-03-01T12:00:00Z'");

        assertThat(after(FULFILLED).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(after(FULFILLED, first).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(after(FULFILLED, first, second).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(after(FULFILLED, first, second).facts().deliveryStatus()).isEqualTo("in_transit");
        assertThat(after(FULFILLED, first, second, taken).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(after(FULFILLED, taken).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(after(FULFILLED, taken).facts().deliveryStatus()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"cancelled", "error", "failure"})
    void aParcelThatWasTakenBackNeverCounts(String status) {
        DecodedEvent parcel = fulfillment("'id':1,'status':'" + status + "'," + AT_TEN);

        assertThat(after(PAID, parcel).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(PLACED, parcel).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(PLACED, parcel).stateReason()).isEqualTo(Reasons.FULFILLMENT);
    }

    @Test
    void sumsOfRefundsNeverDecide() {
        DecodedEvent refund = partial(
                "refunds/create",
                "'id':8,'transactions':[{'id':9,'kind':'refund','status':'success','amount':'19.90'}]");
        DecodedEvent total =
                snapshot("'financial_status':'paid','total_price':'19.90','updated_at':'2026-03-02T00:00:00Z'");

        assertThat(after(total, refund).state()).isEqualTo(OrderState.CONFIRMED);
    }

    @Test
    void stockThatWasTakenCountsLikeAPayment() {
        DecodedEvent placed = purchase("'placed_at':'2026-03-01T10:00:00Z'");
        DecodedEvent taken = purchase("'placed_at':'2026-03-01T10:00:00Z','stock':'taken'");

        assertThat(after(placed).state()).isEqualTo(OrderState.PENDING);
        assertThat(after(placed, taken).state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(after(placed, taken).stateReason()).isEqualTo(Reasons.STOCK_TAKEN);
        assertThat(after(placed, taken).fold(placed).verdict()).isEqualTo(Verdict.STALE);
        assertThat(after(taken, command("c1", "cancelled")).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void stockThatWasNotTakenCancelsWithItsReason() {
        DecodedEvent placed = purchase("'placed_at':'2026-03-01T10:00:00Z'");
        OwnOrder own = Objects.requireNonNull(placed.facts().own());
        DecodedEvent refused = new DecodedEvent(
                placed.orderId(),
                OrderFacts.ofOwn(own.with(OwnOrder.Stock.NOT_TAKEN, "sold-out")),
                placed.occurredAt(),
                placed.kind(),
                placed.source());

        Folded folded = Order.NEW.fold(refused);

        assertThat(folded.order().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(folded.order().stateReason()).isEqualTo("sold-out");
        assertThat(folded.transitions()).extracting(Transition::reason).containsExactly(Reasons.STOCK_NOT_TAKEN);
        assertThat(folded.order().fold(placed).verdict()).isEqualTo(Verdict.STALE);
    }

    @Test
    void anOrderThatCannotGetThereKeepsItsFactsAndIsFlaggedUntilItCan() {
        Order stuck = new Order(OrderFacts.NONE, OrderState.CANCELLED, Reasons.CANCELLED, false, 1, 1);

        Folded folded = stuck.fold(PAID);

        assertThat(folded.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(folded.transitions()).isEmpty();
        assertThat(folded.order())
                .isEqualTo(new Order(PAID.facts(), OrderState.CANCELLED, Reasons.CANCELLED, true, 1, 2));

        DecodedEvent refunded = snapshot("'financial_status':'refunded','updated_at':'2026-03-03T00:00:00Z'");
        Order resolved = folded.order().fold(refunded).order();
        assertThat(resolved.conflict()).isFalse();
        assertThat(resolved.state()).isEqualTo(OrderState.REFUNDED);
    }

    @Test
    void anOrderIsConsistentInTheStateThatItsFactsCallForOrWhenItIsFlagged() {
        Order paid = after(PAID);

        assertThat(paid.isConsistent()).isTrue();
        assertThat(new Order(paid.facts(), OrderState.PENDING, null, false, 1, 1).isConsistent())
                .isFalse();
        assertThat(new Order(paid.facts(), OrderState.PENDING, null, true, 1, 1).isConsistent())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'id':7", "'first_name':'Ada'", "'email':'ada@example.com'"})
    void aRedactedOrderHasLostItsCustomerAndNothingElse(String customer) {
        Order order = after(snapshot("'financial_status':'paid','customer':{" + customer + "}," + AT_TEN));

        Order redacted = order.redacted();

        Snapshot before = Objects.requireNonNull(order.facts().snapshot());
        Snapshot after = Objects.requireNonNull(redacted.facts().snapshot());
        assertThat(before).isNotEqualTo(after);
        assertThat(after.customerId()).isNull();
        assertThat(after.customerName()).isNull();
        assertThat(after.customerEmail()).isNull();
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(redacted)
                .isEqualTo(new Order(
                        redacted.facts(),
                        order.state(),
                        order.stateReason(),
                        order.conflict(),
                        order.sequence(),
                        order.version()));
    }

    @Test
    void whatWasOrderedIsTheSnapshotsOrOurOwnOrNothing() {
        assertThat(snapshot("'line_items':[{'sku':'A','quantity':2,'price':'1.00'}]," + AT_TEN)
                        .facts()
                        .lines())
                .extracting(Line::sku)
                .containsExactly("A");
        assertThat(purchase("'lines':[{'sku':'B','quantity':1,'price':'1.00'}]")
                        .facts()
                        .lines())
                .extracting(Line::sku)
                .containsExactly("B");
        assertThat(OrderFacts.NONE.lines()).isEmpty();
    }
}
