package dev.sluice.gateway.access;

import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /api/v1/auth/token}: e-mail and password against a token. */
final class TokenEndpoint {
    private static final int MAX_PASSWORD_CHARS = 1_000;

    private final StaffLogin login;
    private final StaffTokens tokens;

    TokenEndpoint(StaffLogin login, StaffTokens tokens) {
        this.login = login;
        this.tokens = tokens;
    }

    RouterFunction<ServerResponse> routes() {
        return Resource.at("/api/v1/auth/token").post(this::issue).routes();
    }

    private Mono<ServerResponse> issue(ServerRequest request) {
        return JsonBody.read(request)
                .map(TokenEndpoint::credentials)
                .flatMap(login::login)
                .map(this::token)
                .flatMap(token -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(token))
                .doOnError(ProblemException.class, refusal -> challenge(request, refusal));
    }

    private static Credentials credentials(JsonFields body) {
        String email = body.text("email", 1, Credentials.MAX_EMAIL_CHARS);
        String password = body.text("password", 1, MAX_PASSWORD_CHARS);
        body.throwIfWrong();
        return new Credentials(email, password);
    }

    private Map<String, Object> token(StaffAccount account) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.issue(account));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", tokens.lifetime().toSeconds());
        return answer;
    }

    /** Every 401 says how to do better (RFC 9110, 15.5.2). */
    private static void challenge(ServerRequest request, ProblemException refusal) {
        if (refusal.problem().type() == ProblemType.UNAUTHENTICATED) {
            request.exchange().getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, AccessProblems.REALM);
        }
    }
}
