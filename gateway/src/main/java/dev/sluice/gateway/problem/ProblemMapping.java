package dev.sluice.gateway.problem;

import static dev.sluice.gateway.problem.ProblemType.BODY_TOO_LARGE;
import static dev.sluice.gateway.problem.ProblemType.CONFLICT;
import static dev.sluice.gateway.problem.ProblemType.DATABASE_UNAVAILABLE;
import static dev.sluice.gateway.problem.ProblemType.FORBIDDEN;
import static dev.sluice.gateway.problem.ProblemType.INTERNAL_ERROR;
import static dev.sluice.gateway.problem.ProblemType.MALFORMED_REQUEST;
import static dev.sluice.gateway.problem.ProblemType.METHOD_NOT_ALLOWED;
import static dev.sluice.gateway.problem.ProblemType.NOT_ACCEPTABLE;
import static dev.sluice.gateway.problem.ProblemType.NOT_FOUND;
import static dev.sluice.gateway.problem.ProblemType.TIMED_OUT;
import static dev.sluice.gateway.problem.ProblemType.UNAUTHENTICATED;
import static dev.sluice.gateway.problem.ProblemType.UNPROCESSABLE;
import static dev.sluice.gateway.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;

/** Finds the problem that an exception stands for. */
final class ProblemMapping {
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

    private ProblemMapping() {}

    static Problem of(Throwable error) {
        if (error instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (hasCause(error, DataBufferLimitException.class)) {
            return Problem.of(BODY_TOO_LARGE, "The body is larger than the limit of this endpoint.");
        }
        if (error instanceof ServerWebInputException input) {
            return ofInput(input);
        }
        if (error instanceof ErrorResponse response) {
            return ofStatus(response.getStatusCode().value());
        }
        if (isDatabaseAway(error)) {
            return Problem.of(DATABASE_UNAVAILABLE, "The database does not answer at present.")
                    .retryAfter(DATABASE_RETRY);
        }
        if (error instanceof TimeoutException) {
            return Problem.of(TIMED_OUT, "The request could not be finished in time.")
                    .retryAfter(DATABASE_RETRY);
        }
        return Problem.of(INTERNAL_ERROR, "The failure has been logged.");
    }

    private static Problem ofInput(ServerWebInputException input) {
        String parameter = parameterOf(input);
        if (parameter != null) {
            return Problem.invalidParameter(parameter, "The value of " + parameter + " is missing or not valid.");
        }
        return input.getStatusCode().value() == 400
                ? Problem.of(MALFORMED_REQUEST, "The request is not what this endpoint reads.")
                : ofStatus(input.getStatusCode().value());
    }

    private static @Nullable String parameterOf(ServerWebInputException input) {
        if (input instanceof MissingRequestValueException missing) {
            return missing.getName();
        }
        if (input instanceof WebExchangeBindException bind && bind.getFieldError() != null) {
            return bind.getFieldError().getField();
        }
        MethodParameter parameter = input.getMethodParameter();
        // A body that cannot be decoded is about the body, whatever its Java parameter is called.
        return parameter == null || hasCause(input, org.springframework.core.codec.DecodingException.class)
                ? null
                : parameter.getParameterName();
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(UNAUTHENTICATED, "The request carries no valid credentials.");
            case 403 -> Problem.of(FORBIDDEN, "The credentials do not allow this.");
            case 404 -> Problem.of(NOT_FOUND, "Nothing is served under this path.");
            case 405 -> Problem.of(METHOD_NOT_ALLOWED, "The Allow header lists the methods of this path.");
            case 406 -> Problem.of(NOT_ACCEPTABLE, "This path cannot answer in any type that Accept names.");
            case 409 -> Problem.of(CONFLICT, "The request contradicts the present state.");
            case 413 -> Problem.of(BODY_TOO_LARGE, "The body is larger than the limit of this endpoint.");
            case 415 -> Problem.of(UNSUPPORTED_MEDIA_TYPE, "This path does not read this content type.");
            case 422 -> Problem.of(UNPROCESSABLE, "The request cannot be carried out.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(MALFORMED_REQUEST, "The request is not what this endpoint reads.")
                        : Problem.of(INTERNAL_ERROR, "The failure has been logged.");
        };
    }

    private static boolean isDatabaseAway(Throwable error) {
        return error instanceof DataAccessResourceFailureException
                || error instanceof TransientDataAccessException
                || error instanceof CannotCreateTransactionException
                || error instanceof R2dbcException;
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
