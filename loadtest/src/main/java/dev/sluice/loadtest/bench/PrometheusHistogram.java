package dev.sluice.loadtest.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A histogram as {@code /actuator/prometheus} shows it, all its tags taken together.
 *
 * @param cumulative how many values are at most so large, by upper bound in seconds
 */
record PrometheusHistogram(Map<Double, Double> cumulative) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static PrometheusHistogram read(URI metrics, String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(metrics + " was answered " + answer.statusCode());
        }
        return parse(answer.body(), name);
    }

    static PrometheusHistogram parse(String text, String name) {
        Pattern bucket = Pattern.compile(
                "^" + Pattern.quote(name) + "_bucket\\{(?:.*,)?le=\"([^\"]+)\"[^}]*\\} (\\S+)", Pattern.MULTILINE);
        Map<Double, Double> cumulative = new TreeMap<>();
        Matcher matcher = bucket.matcher(text);
        while (matcher.find()) {
            String bound = matcher.group(1);
            double upper = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
            cumulative.merge(upper, Double.parseDouble(matcher.group(2)), Double::sum);
        }
        return new PrometheusHistogram(cumulative);
    }

    PrometheusHistogram since(PrometheusHistogram earlier) {
        Map<Double, Double> added = new TreeMap<>();
        cumulative.forEach((bound, count) -> added.put(bound, count - earlier.cumulative.getOrDefault(bound, 0.0)));
        return new PrometheusHistogram(added);
    }

    long count() {
        return Math.round(cumulative.getOrDefault(Double.POSITIVE_INFINITY, 0.0));
    }

    /** In seconds, interpolated within the bucket; of an empty histogram 0. */
    double percentile(double share) {
        double wanted = share * count();
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            double upTo = bucket.getValue();
            if (upTo >= wanted && upTo > below) {
                if (bucket.getKey().isInfinite()) {
                    return lowerBound;
                }
                return lowerBound + (bucket.getKey() - lowerBound) * (wanted - below) / (upTo - below);
            }
            lowerBound = bucket.getKey();
            below = upTo;
        }
        return 0;
    }
}
