package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:00:00Z,              2026-03-01T10:00:00Z",
        "2026-03-01t10:00:00z,              2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00-05:00,         2026-03-01T15:00:00Z",
        "2026-03-01T10:00:00-00:00,         2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00+05:30,         2026-03-01T04:30:00Z",
        "2026-03-01T10:00:00+0530,          2026-03-01T04:30:00Z",
        "2026-03-01T10:00:00+05,            2026-03-01T05:00:00Z",
        "2026-03-01 10:00:00+05:00,         2026-03-01T05:00:00Z",
        "2026-03-01T10:00:00-17:00,         2026-03-02T03:00:00Z",
        "2026-03-01T10:00:00+18:00,         2026-02-28T16:00:00Z",
        "2026-03-01T10:00Z,                 2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.123Z,          2026-03-01T10:00:00.123Z",
        "2026-03-01T10:00:00.123456789Z,    2026-03-01T10:00:00.123456Z",
        "2024-02-29T10:00:00Z,              2024-02-29T10:00:00Z",
        "1969-12-31T23:59:59.999999Z,       1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z,              0001-01-01T00:00:00Z",
        "2099-12-31T23:59:59.999999Z,       2099-12-31T23:59:59.999999Z"
    })
    void aTimestampIsTheInstantItNames(String text, Instant instant) {
        assertThat(Times.read(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-03-01",
                "2026-03-01T10:00:00",
                "2026-03-01T10:00:00 UTC",
                "2026-03-01T10:00:00+",
                "2026-03-01T10:00:00+5:00",
                "2026-03-01T10:00:00+19:00",
                "2026-03-01T10:00:00+05:60",
                "2026-03-01T24:00:00Z",
                "2026-03-01T10:60:00Z",
                "2026-03-01T10:00:60Z",
                "2026-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-03-01T10:00:00.Z",
                "2026-03-01T10:00:00Zjunk",
                "2026-03-01T10:00:00.123456789012345678901234567890123456789012345678901234567890Z",
                "٢٠٢٦-03-01T10:00:00Z",
                "-2026-03-01T10:00:00Z",
                "+12026-03-01T10:00:00Z",
                "0000-03-01T10:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "2100-01-01T00:00:00Z",
                "2099-12-31T23:59:59-01:00",
                "9999-12-31T23:59:59Z"
            })
    void whatIsNoInstantOfTheYears1To2099IsUnreadable(String text) {
        assertThat(Times.read(text)).isNull();
    }

    @Test
    void noTimestampIsUnreadable() {
        assertThat(Times.read(null)).isNull();
    }
}
