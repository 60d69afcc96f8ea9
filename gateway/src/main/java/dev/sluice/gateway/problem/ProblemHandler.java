package dev.sluice.gateway.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The last resort of every request: whatever went wrong is answered as a problem, its cause only logged. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemHandler implements ErrorWebExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemWriter writer;

    ProblemHandler(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = ProblemMapping.of(error);
        if (problem.type().status() >= 500 && !(error instanceof ProblemException)) {
            log.error(
                    "request failed method={} path={} problem={}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath().value(),
                    problem.type().token(),
                    error);
        }
        if (error instanceof ErrorResponse response) {
            // Allow of a 405, Accept of a 415.
            exchange.getResponse().getHeaders().putAll(response.getHeaders());
        }
        return writer.write(exchange, problem);
    }
}
