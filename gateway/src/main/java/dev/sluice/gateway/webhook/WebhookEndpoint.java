package dev.sluice.gateway.webhook;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.problem.ProblemWriter;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * {@code POST /webhooks/shopify}. It stands in front of Spring's dispatcher: deliveries need neither its exchange, nor
 * staff's security filters.
 */
final class WebhookEndpoint {
    static final String PATH = "/webhooks/shopify";
    private static final Logger log = LoggerFactory.getLogger(WebhookEndpoint.class);
    private static final Duration RETRY_AFTER_TIME_OUT = Duration.ofSeconds(5);

    private final Deliveries deliveries;
    private final BodyBudget budget;
    private final int maxBody;
    private final Duration answerWithin;
    private final ProblemWriter problems;
    private final DeliveryMetrics metrics;

    WebhookEndpoint(
            Deliveries deliveries,
            BodyBudget budget,
            WebhookSettings settings,
            ProblemWriter problems,
            DeliveryMetrics metrics) {
        this.deliveries = deliveries;
        this.budget = budget;
        this.maxBody = (int) settings.maxBody().toBytes();
        this.answerWithin = settings.answerWithin();
        this.problems = problems;
        this.metrics = metrics;
    }

    /** Takes what is addressed to it and leaves the rest to {@code others}. */
    HttpHandler before(HttpHandler others) {
        return (request, response) -> PATH.equals(request.getURI().getRawPath())
                ? handle(request, response)
                : others.handle(request, response);
    }

    private Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        return receive(request)
                .flatMap(answer -> answer(response, answer))
                .onErrorResume(failure -> !response.isCommitted(), failure -> refuse(request, response, failure));
    }

    private Mono<Answer> receive(ServerHttpRequest request) {
        Problem refusal = refusalWithoutBody(request);
        if (refusal != null) {
            return Mono.error(refusal.asException());
        }
        Body body = new Body(budget, maxBody, request.getHeaders().getContentLength());
        return request.getBody()
                .collect(() -> body, Body::add)
                .flatMap(whole -> deliveries
                        .take(DeliveryHeaders.of(request.getHeaders()), whole.bytes())
                        .timeout(answerWithin))
                .doFinally(signal -> body.release());
    }

    /** What can be refused before the body is read. */
    private @Nullable Problem refusalWithoutBody(ServerHttpRequest request) {
        if (!HttpMethod.POST.equals(request.getMethod())) {
            return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Deliveries are sent by POST.");
        }
        HttpHeaders headers = request.getHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Problem.of(ProblemType.UNSUPPORTED_ENCODING, "A body must not be compressed.");
        }
        return headers.getContentLength() > maxBody ? Body.tooLarge(maxBody) : null;
    }

    private Mono<Void> answer(ServerHttpResponse response, Answer answer) {
        metrics.answered(answer.status());
        byte[] json = answer.json();
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(json.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
    }

    private Mono<Void> refuse(ServerHttpRequest request, ServerHttpResponse response, Throwable failure) {
        Problem problem = problem(failure);
        metrics.refused(problem.type());
        logRefusal(request, problem);
        if (problem.type() == ProblemType.METHOD_NOT_ALLOWED) {
            response.getHeaders().setAllow(Set.of(HttpMethod.POST));
        }
        // The body of an answer to HEAD is left out, and with it what would send the status.
        return problems.write(request, response, problem).then(Mono.defer(response::setComplete));
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (failure instanceof TimeoutException) {
            return Problem.of(ProblemType.TIMED_OUT, "The delivery could not be stored in time; please send it again.")
                    .retryAfter(RETRY_AFTER_TIME_OUT);
        }
        if (failure instanceof AbortedException
                || failure instanceof ChannelException
                || failure instanceof IOException) {
            // The server has closed the connection, or the sender has; nobody reads the answer.
            return Problem.of(ProblemType.REQUEST_TIMEOUT, "The body did not arrive.");
        }
        log.error("delivery failed", failure);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The failure has been logged.");
    }

    /** One wide line; headers are shown as sent but for the signature, the body never. */
    private static void logRefusal(ServerHttpRequest request, Problem problem) {
        if (log.isDebugEnabled()) {
            DeliveryHeaders headers = DeliveryHeaders.of(request.getHeaders());
            log.debug(
                    "delivery refused problem={} retry_after={} shop={} topic={} webhook_id={} content_length={} from={}",
                    problem.type().token(),
                    problem.retryAfter(),
                    headers.shop(),
                    headers.topic(),
                    headers.webhookId(),
                    request.getHeaders().getContentLength(),
                    request.getRemoteAddress());
        }
    }
}
