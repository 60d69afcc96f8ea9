package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FactsArbitraries.class)
@Domain(DomainContext.Global.class)
class FactsCodecTest {

    @Property(tries = 1_000)
    void factsComeBackAsTheyWere(@ForAll OrderFacts facts) {
        byte[] bytes = FactsCodec.encode(facts);

        assertThat(FactsCodec.decode(bytes)).isEqualTo(facts);
        assertThat(FactsCodec.encode(FactsCodec.decode(bytes))).isEqualTo(bytes);
    }

    @Example
    void theFormatIsNamed() {
        assertThat(new String(FactsCodec.encode(OrderFacts.NONE), UTF_8)).isEqualTo("{\"v\":1}");
    }

    @Example
    void anotherFormatIsRefusedNotMisread() {
        for (String bytes : new String[] {
            "{\"v\":2}", "{}", "", "[]", "{\"v\":1,\"paid\":1}", "{\"v\":1,\"unknown\":true}", "{\"v\":1}{}", "{\"v\":1"
        }) {
            assertThatThrownBy(() -> FactsCodec.decode(bytes.getBytes(UTF_8)))
                    .as(bytes)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
