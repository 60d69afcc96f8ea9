package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Facts without personal data are facts like any others: the laws of the merge hold for them, and the state stays. */
@Domain(FactsArbitraries.class)
@Domain(DomainContext.Global.class)
class RedactionLawsTest {

    @Property(tries = 2_000)
    void itDoesNotMatterWhetherFactsAreRedactedBeforeOrAfterTheyAreMerged(@ForAll OrderFacts a, @ForAll OrderFacts b) {
        assertThat(a.merge(b).redacted()).isEqualTo(a.redacted().merge(b.redacted()));
    }

    @Property(tries = 1_000)
    void redactingTwiceIsRedactingOnce(@ForAll OrderFacts a) {
        assertThat(a.redacted().redacted()).isEqualTo(a.redacted());
    }

    @Property(tries = 1_000)
    void theMergeOfRedactedFactsIsAJoin(@ForAll OrderFacts a, @ForAll OrderFacts b, @ForAll OrderFacts c) {
        OrderFacts x = a.redacted();
        OrderFacts y = b.redacted();
        OrderFacts z = c.redacted();

        assertThat(x.merge(y)).isEqualTo(y.merge(x));
        assertThat(x.merge(y).merge(z)).isEqualTo(x.merge(y.merge(z)));
        assertThat(x.merge(x)).isEqualTo(x);
    }

    @Property(tries = 1_000)
    void whatIsStaleStaysStaleWhenBothAreRedacted(@ForAll OrderFacts a, @ForAll OrderFacts b) {
        OrderFacts known = a.merge(b);

        assertThat(known.redacted().merge(b.redacted())).isEqualTo(known.redacted());
    }

    @Property(tries = 1_000)
    void theStateIsTheSameWithoutPersonalData(@ForAll OrderFacts a) {
        assertThat(CalledFor.by(a.redacted())).isEqualTo(CalledFor.by(a));
        assertThat(a.redacted().deliveryStatus()).isEqualTo(a.deliveryStatus());
    }

    @Property(tries = 1_000)
    void nothingOfTheCustomerIsInTheStoredFacts(@ForAll OrderFacts a) {
        String stored = new String(FactsCodec.encode(a.redacted()), UTF_8);

        assertThat(stored)
                .doesNotContain("customer-1", "customer-2", "on the phone", "paid in cash", "\"T1\"", "\"T2\"");
        assertThat(a.redacted().snapshot() == null || a.redacted().snapshot().customerEmail() == null)
                .isTrue();
    }
}
