package dev.sluice.gateway.problem;

import java.util.Locale;

/** Why a request is refused. The token is the problem's type, the heading in {@code docs/problems.md}, a metric tag. */
public enum ProblemType {
    INVALID_PARAMETER(400, "A parameter is not valid"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "The sender is not authenticated"),
    FORBIDDEN(403, "The sender may not do this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No representation fits the Accept header"),
    REQUEST_TIMEOUT(408, "The request did not arrive in time"),
    ILLEGAL_TRANSITION(409, "The order cannot go there"),
    CONFLICT(409, "The request contradicts the present state"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_ENCODING(415, "The content encoding is not supported"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    UNPROCESSABLE(422, "The request cannot be carried out"),
    RATE_LIMITED(429, "Too many requests"),
    OVERLOADED(429, "The queue is too long"),
    INTERNAL_ERROR(500, "Something went wrong"),
    DATABASE_UNAVAILABLE(503, "The database does not answer"),
    LOG_UNAVAILABLE(503, "The log does not answer"),
    TIMED_OUT(503, "The request took too long");

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public String token() {
        return token;
    }

    /** The {@code type} member: a path under which the problem is documented. */
    public String uri() {
        return "/problems/" + token;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
