package dev.sluice.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrometheusHistogramTest {
    private static final String TEXT = """
            # TYPE delay_seconds histogram
            delay_seconds_bucket{kind="transition",le="0.01"} 10.0
            delay_seconds_bucket{kind="transition",le="0.02"} 90.0
            delay_seconds_bucket{kind="transition",le="+Inf"} 100.0
            delay_seconds_bucket{kind="notification",le="0.01"} 0.0
            delay_seconds_bucket{kind="notification",le="0.02"} 100.0
            delay_seconds_bucket{kind="notification",le="+Inf"} 100.0
            delay_seconds_count{kind="transition"} 100.0
            other_delay_seconds_bucket{le="0.01"} 7.0
            """;

    @Test
    void all_tags_of_a_metric_are_one_histogram_and_other_metrics_are_none_of_it() {
        PrometheusHistogram histogram = PrometheusHistogram.parse(TEXT, "delay_seconds");

        assertThat(histogram.count()).isEqualTo(200);
        assertThat(histogram.cumulative()).containsEntry(0.02, 190.0).containsEntry(0.01, 10.0);
    }

    @Test
    void a_percentile_lies_within_its_bucket() {
        PrometheusHistogram histogram = PrometheusHistogram.parse(TEXT, "delay_seconds");

        assertThat(histogram.percentile(0.5)).isCloseTo(0.015, within(1e-9));
        assertThat(histogram.percentile(0.99)).as("beyond the last bound").isEqualTo(0.02);
    }

    @Test
    void what_was_there_before_does_not_count() {
        PrometheusHistogram earlier = PrometheusHistogram.parse(TEXT, "delay_seconds");

        assertThat(earlier.since(earlier).count()).isZero();
        assertThat(earlier.since(earlier).percentile(0.99)).isZero();
        assertThat(PrometheusHistogram.parse("", "delay_seconds").percentile(0.5))
                .isZero();
    }
}
