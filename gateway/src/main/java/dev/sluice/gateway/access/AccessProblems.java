package dev.sluice.gateway.access;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.problem.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers who has no token, or not the right one, with a problem and the challenge of RFC 6750. */
final class AccessProblems implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
    static final String REALM = "Bearer realm=\"sluice\"";

    private final ProblemWriter writer;

    AccessProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    /** Why a token is no good stays here: who holds a bad one need not know. */
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException error) {
        boolean tokenSent = exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
        return answer(
                exchange,
                tokenSent ? REALM + ", error=\"invalid_token\"" : REALM,
                Problem.of(ProblemType.UNAUTHENTICATED, "A valid staff token is needed in Authorization: Bearer."));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return answer(
                exchange,
                REALM + ", error=\"insufficient_scope\"",
                Problem.of(ProblemType.FORBIDDEN, "The role of this account does not allow this."));
    }

    private Mono<Void> answer(ServerWebExchange exchange, String challenge, Problem problem) {
        return Mono.defer(() -> {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
            return writer.write(exchange, problem);
        });
    }
}
