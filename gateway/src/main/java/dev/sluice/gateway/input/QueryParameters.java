package dev.sluice.gateway.input;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The query of a request. A parameter that the endpoint does not know, or that comes twice, is an error and not ignored: a
 * filter with a slip in its name would show everything.
 */
public final class QueryParameters {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /** Above this a limit is no generous client but a mistake. */
    private static final int ABSURD_LIMIT = 10_000;

    private static final int MAX_CHARS = 2_048;

    private final MultiValueMap<String, String> values;
    private final ParameterErrors errors = new ParameterErrors();

    private QueryParameters(MultiValueMap<String, String> values, Set<String> known) {
        this.values = values;
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                errors.add(parameter.getKey(), "is not a parameter of this endpoint");
            } else if (parameter.getValue().size() > 1) {
                errors.add(parameter.getKey(), "must be given once");
            }
        }
    }

    public static QueryParameters of(ServerRequest request, Set<String> known) {
        return of(request.queryParams(), known);
    }

    public static QueryParameters of(MultiValueMap<String, String> values, Set<String> known) {
        return new QueryParameters(values, known);
    }

    /** The value; empty when there is none, or it is wrong, which is then an error. */
    public Optional<String> text(String name) {
        if (!values.containsKey(name)) {
            return Optional.empty();
        }
        String value = values.getFirst(name);
        if (value == null || value.isEmpty() || value.length() > MAX_CHARS) {
            errors.add(name, "must have 1 to " + MAX_CHARS + " characters");
            return Optional.empty();
        }
        // PostgreSQL has no text with U+0000 in it.
        if (value.indexOf('\0') >= 0) {
            errors.add(name, "must not contain U+0000");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /**
     * {@code limit}, the most rows of a page: from 1, {@value #DEFAULT_LIMIT} by default. Above {@value #MAX_LIMIT} it is
     * lowered to that, above 10,000 refused.
     */
    public int limit() {
        Optional<String> text = text("limit");
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int limit = positiveInteger(text.get());
        if (limit < 1 || limit > ABSURD_LIMIT) {
            errors.add("limit", "must be a whole number from 1 to " + MAX_LIMIT);
            return DEFAULT_LIMIT;
        }
        return Math.min(limit, MAX_LIMIT);
    }

    /** -1 for what is none, or has more digits than make sense. */
    private static int positiveInteger(String text) {
        boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    public ParameterErrors errors() {
        return errors;
    }
}
