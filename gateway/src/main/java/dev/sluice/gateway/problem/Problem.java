package dev.sluice.gateway.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as its sender sees it.
 *
 * @param detail a sentence for a person; never a secret, a body or a stack trace
 * @param retryAfter when to come again; answered in whole seconds, rounded up, at least 1
 * @param members further members of the JSON object, such as the name of the parameter
 */
public record Problem(
        ProblemType type, String detail, @Nullable Duration retryAfter, Map<String, Object> members) {

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, null, Map.of());
    }

    /** A parameter that is missing or wrong; the problem names it. */
    public static Problem invalidParameter(String parameter, String detail) {
        return of(ProblemType.INVALID_PARAMETER, detail).with("parameter", parameter);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, retryAfter, more);
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(type, detail, wait, members);
    }

    /** For pipelines that end by an error signal. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
