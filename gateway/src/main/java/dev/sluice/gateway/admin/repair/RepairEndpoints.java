package dev.sluice.gateway.admin.repair;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.LogPlace;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.order.Repair;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/admin/dead-letters}, {@code /parked} and {@code /quarantine}: listing, one event, retry and discard, one
 * by one and in bulk; {@code /api/v1/admin/repairs}: how a repair in bulk gets on. An event's id is good under each of the
 * three, as a repair may move it from one to another.
 */
@Configuration(proxyBeanMethods = false)
class RepairEndpoints {
    private static final String ADMIN = "/api/v1/admin/";
    private static final String REPAIRS = ADMIN + "repairs/";
    private static final int MAX_REASON_CHARS = 255;
    private static final int SAMPLE = 10;

    private final UnappliedReads events;
    private final Repairs repairs;
    private final RepairJobs jobs;

    RepairEndpoints(UnappliedReads events, Repairs repairs, RepairJobs jobs) {
        this.events = events;
        this.repairs = repairs;
        this.jobs = jobs;
    }

    @Bean
    RouterFunction<ServerResponse> repairRoutes() {
        return routes(SetAside.DEAD_LETTERS)
                .and(routes(SetAside.PARKED))
                .and(routes(SetAside.QUARANTINE))
                .and(Resource.at(REPAIRS + "{id}").get(this::job).routes())
                .and(Resource.at(REPAIRS + "{id}/cancel").post(this::cancel).routes());
    }

    private RouterFunction<ServerResponse> routes(SetAside list) {
        String path = ADMIN + list.path();
        return Resource.at(path)
                .get(request -> list(list, request))
                .routes()
                // Before {id}, which would take them for ids.
                .and(Resource.at(path + "/retry")
                        .post(request -> inBulk(list, Repair.Action.RETRY, request))
                        .routes())
                .and(Resource.at(path + "/discard")
                        .post(request -> inBulk(list, Repair.Action.DISCARD, request))
                        .routes())
                .and(Resource.at(path + "/{id}").get(this::find).routes())
                .and(Resource.at(path + "/{id}/retry")
                        .post(request -> one(list, Repair.Action.RETRY, request))
                        .routes())
                .and(Resource.at(path + "/{id}/discard")
                        .post(request -> one(list, Repair.Action.DISCARD, request))
                        .routes());
    }

    private Mono<ServerResponse> list(SetAside list, ServerRequest request) {
        Set<String> parameters = new TreeSet<>(UnappliedFilter.parameters(list));
        parameters.addAll(Set.of("limit", "cursor"));
        QueryParameters query = QueryParameters.of(request, parameters);
        UnappliedFilter filter = UnappliedFilter.of(list, query);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return events.list(filter, limit, cursor)
                .switchIfEmpty(Mono.error(() -> ParameterErrors.problem(
                                "cursor", "must be the next_cursor of a page with the same filter")
                        .asException()))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return events.find(place(request))
                .switchIfEmpty(Mono.error(Repairs::unknown))
                .flatMap(Page::json);
    }

    private static LogPlace place(ServerRequest request) {
        return LogPlace.parse(request.pathVariable("id")).orElseThrow(Repairs::unknown);
    }

    private Mono<ServerResponse> one(SetAside list, Repair.Action action, ServerRequest request) {
        LogPlace place = place(request);
        CommandId commandId = CommandId.of(request);
        Mono<JsonFields> body =
                action == Repair.Action.DISCARD ? JsonBody.read(request) : JsonBody.readOptional(request);
        return body.map(fields -> reason(action, fields))
                .flatMap(reason -> Act.of(request).flatMap(by -> repairs.give(by, commandId, action, place, reason)))
                .then(Mono.defer(() -> accepted(
                        ADMIN + list.path() + '/' + place,
                        Map.of("id", place.toString(), "command_id", commandId.value()))));
    }

    /** Why something is given up must be said; why it is retried may be. */
    private static Optional<String> reason(Repair.Action action, JsonFields body) {
        Optional<String> reason = action == Repair.Action.DISCARD
                ? Optional.of(body.text("reason", 1, MAX_REASON_CHARS))
                : body.optionalText("reason", 1, MAX_REASON_CHARS);
        body.throwIfWrong();
        return reason;
    }

    private record Bulk(UnappliedFilter filter, boolean dryRun, Optional<String> reason) {
        static Bulk of(SetAside list, Repair.Action action, JsonFields body) {
            boolean dryRun = body.isTrue("dry_run");
            UnappliedFilter filter = UnappliedFilter.of(list, body.object("filter"));
            boolean needsReason = action == Repair.Action.DISCARD && !dryRun;
            Optional<String> reason = needsReason
                    ? Optional.of(body.text("reason", 1, MAX_REASON_CHARS))
                    : body.optionalText("reason", 1, MAX_REASON_CHARS);
            body.throwIfWrong();
            return new Bulk(filter, dryRun, reason);
        }
    }

    private Mono<ServerResponse> inBulk(SetAside list, Repair.Action action, ServerRequest request) {
        CommandId commandId = CommandId.of(request);
        return JsonBody.read(request)
                .map(body -> Bulk.of(list, action, body))
                .flatMap(bulk -> bulk.dryRun() ? dryRun(bulk.filter()) : start(commandId, action, bulk, request));
    }

    private Mono<ServerResponse> dryRun(UnappliedFilter filter) {
        return events.count(filter)
                .zipWith(events.list(filter, SAMPLE, null))
                .flatMap(both -> Page.json(counted(both.getT1(), both.getT2().data())));
    }

    private static byte[] counted(long count, byte[] sample) {
        boolean more = count > UnappliedReads.MOST_COUNTED;
        long shown = Math.min(count, UnappliedReads.MOST_COUNTED);
        String summary = String.format(
                Locale.ROOT, more ? "more than %,d events" : shown == 1 ? "%,d event" : "%,d events", shown);
        return ("{\"count\":" + shown + ",\"more\":" + more + ",\"summary\":\"" + summary + "\",\"sample\":"
                        + new String(sample, UTF_8) + '}')
                .getBytes(UTF_8);
    }

    private Mono<ServerResponse> start(CommandId commandId, Repair.Action action, Bulk bulk, ServerRequest request) {
        return Act.of(request)
                .flatMap(by -> jobs.create(by, commandId, action, bulk.filter(), bulk.reason()))
                .flatMap(id -> accepted(REPAIRS + id, Map.of("id", id.toString(), "command_id", commandId.value())));
    }

    private static Mono<ServerResponse> accepted(String location, Map<String, String> body) {
        return ServerResponse.accepted()
                .location(URI.create(location))
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(body);
    }

    private Mono<ServerResponse> job(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return shown(jobId(request));
    }

    private Mono<ServerResponse> cancel(ServerRequest request) {
        UUID id = jobId(request);
        return Act.of(request).flatMap(by -> jobs.cancel(by, id)).then(Mono.defer(() -> shown(id)));
    }

    private Mono<ServerResponse> shown(UUID id) {
        return jobs.find(id)
                .switchIfEmpty(Mono.error(RepairEndpoints::unknownJob))
                .flatMap(Page::json);
    }

    /** UUID's own parser takes shorter texts too; here a job has one name. */
    private static UUID jobId(ServerRequest request) {
        String text = request.pathVariable("id");
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw unknownJob();
        }
        throw unknownJob();
    }

    private static ProblemException unknownJob() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such repair job.").asException();
    }
}
