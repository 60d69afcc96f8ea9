package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @Test
    void whatPostgresqlRefusesInATextIsReplaced() {
        assertThat(Texts.clean("a\u0000b", 9)).isEqualTo("a\uFFFDb");
        assertThat(Texts.clean("a\uD800b", 9)).isEqualTo("a\uFFFDb");
        assertThat(Texts.clean("a\uDC00", 9)).isEqualTo("a\uFFFD");
        assertThat(Texts.clean("\uDC00\uD800", 9)).isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void everyOtherTextStaysAsItIs() {
        for (String text : new String[] {"", "Zoë", "שלום", "😀", "<script>", "=cmd|' /C calc'!A0", "\t\u0001"}) {
            assertThat(Texts.clean(text, 99)).isEqualTo(text);
        }
    }

    @Test
    void aTextIsCutWithoutHalvingACharacter() {
        assertThat(Texts.clean("abcdef", 3)).isEqualTo("abc");
        assertThat(Texts.clean("ab😀", 3)).isEqualTo("ab");
        assertThat(Texts.clean("ab😀c", 4)).isEqualTo("ab😀");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "199.00, 199.00",
        "199.000, 199.000",
        "-3.50, -3.50",
        "+3.5, 3.5",
        "1e3, 1000",
        "1.5E2, 150",
        "5e-3, 0.005",
        "9999999999999999999999999999999999999999, 9999999999999999999999999999999999999999",
        "0.10000000000000000000000000000000000001, 0.10000000000000000000000000000000000001"
    })
    void moneyIsExact(String text, BigDecimal money) {
        assertThat(Texts.decimal(text)).isEqualTo(money);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ten",
                "NaN",
                "Infinity",
                "1,5",
                "1.5 EUR",
                "--1",
                "1e",
                "0x10",
                "١٢",
                "1e999",
                "1e-999",
                "1e400",
                "1e99999999999",
                "99999999999999999999999999999999999999999",
                "0.00000000000000000000000000000000000000001"
            })
    void whatIsNoMoneyIsNone(String text) {
        assertThat(Texts.decimal(text)).isNull();
    }
}
