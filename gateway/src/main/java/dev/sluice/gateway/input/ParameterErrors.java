package dev.sluice.gateway.input;

import dev.sluice.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects everything that is wrong with one request, so that its sender hears of it at once. */
public final class ParameterErrors {
    /** More than any endpoint has parameters; what comes beyond is left out. */
    private static final int MOST = 20;

    private static final int MAX_NAME_CHARS = 100;

    private final List<Map<String, String>> errors = new ArrayList<>();

    /**
     * Notes one more.
     *
     * @param parameter as the client wrote it, of any length
     * @param message what a right value looks like; never the wrong one
     */
    public void add(String parameter, String message) {
        if (errors.size() < MOST) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put("parameter", parameter.substring(0, Math.min(parameter.length(), MAX_NAME_CHARS)));
            error.put("message", message);
            errors.add(error);
        }
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Throws the problem that lists them all and names the first, unless there is none. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw problem(errors).asException();
        }
    }

    /** The problem with a single parameter. */
    public static Problem problem(String parameter, String message) {
        ParameterErrors one = new ParameterErrors();
        one.add(parameter, message);
        return problem(one.errors);
    }

    private static Problem problem(List<Map<String, String>> errors) {
        Map<String, String> first = errors.get(0);
        String parameter = String.valueOf(first.get("parameter"));
        return Problem.invalidParameter(parameter, parameter + " " + first.get("message") + ".")
                .with("errors", List.copyOf(errors));
    }
}
