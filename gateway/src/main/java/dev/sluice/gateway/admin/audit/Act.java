package dev.sluice.gateway.admin.audit;

import java.security.Principal;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Who asks for a change.
 *
 * @param actor e-mail address of the member of staff
 * @param requestId the request's id, which its answer and the log's lines carry too
 */
public record Act(String actor, String requestId) {

    /** Of a request that security has let through. */
    public static Mono<Act> of(ServerRequest request) {
        String requestId = request.exchange().getRequest().getId();
        return request.principal()
                .map(Principal::getName)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("a change without anybody who asks for it")))
                .map(actor -> new Act(actor, requestId));
    }
}
