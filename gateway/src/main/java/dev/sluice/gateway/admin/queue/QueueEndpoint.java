package dev.sluice.gateway.admin.queue;

import dev.sluice.gateway.admission.AdmissionStatus;
import dev.sluice.gateway.admission.AdmissionStatus.ShopShare;
import dev.sluice.gateway.admission.DiskSpace;
import dev.sluice.gateway.admission.PartitionDepth;
import dev.sluice.gateway.admission.QueueSnapshot;
import dev.sluice.gateway.admission.QueueView;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/admin/queue}: what waits between gateway and processor, as admission last sampled it. */
@Configuration(proxyBeanMethods = false)
class QueueEndpoint {
    private static final DateTimeFormatter UTC_MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final QueueView queue;

    QueueEndpoint(QueueView queue) {
        this.queue = queue;
    }

    @Bean
    RouterFunction<ServerResponse> queueRoutes() {
        return Resource.at("/api/v1/admin/queue").get(this::show).routes();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return Mono.justOrEmpty(queue.latest())
                .switchIfEmpty(Mono.error(QueueEndpoint::unknown))
                .map(QueueEndpoint::json)
                .flatMap(json -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(json));
    }

    private static Map<String, Object> json(QueueSnapshot sample) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("depth", sample.depth());
        json.put(
                "partitions",
                sample.partitions().stream().map(QueueEndpoint::json).toList());
        json.put("accepted_per_second", sample.acceptedPerSecond());
        json.put("applied_per_second", sample.appliedPerSecond());
        json.put("in_flight", sample.inFlight());
        json.put("drain_seconds", sample.drainSeconds());
        json.put("admission", sample.admission().state());
        json.put("reasons", sample.admission().reasons());
        json.put("marks", marks(sample.admission()));
        json.put("max_in_flight", sample.admission().maxInFlight());
        json.put("share_per_second", sample.admission().sharePerSecond());
        json.put(
                "loudest_shops",
                sample.admission().loudest().stream().map(QueueEndpoint::json).toList());
        json.put("disks", disks(sample.disks()));
        json.put("breakers", new TreeMap<>(sample.breakers()));
        json.put("sampled_at", UTC_MICROS.format(sample.sampledAt()));
        return json;
    }

    private static Map<String, Object> marks(AdmissionStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("low", status.lowMark());
        json.put("high", status.highMark());
        json.put("hard", status.hardMark());
        return json;
    }

    private static Map<String, Object> json(ShopShare shop) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shop", shop.shop());
        json.put("offered_per_second", shop.offeredPerSecond());
        json.put("share_per_second", shop.sharePerSecond());
        return json;
    }

    private static Map<String, Object> disks(Map<String, DiskSpace> disks) {
        Map<String, Object> json = new TreeMap<>();
        disks.forEach((disk, space) -> json.put(disk, json(space)));
        return json;
    }

    private static Map<String, Object> json(DiskSpace space) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total_bytes", space.totalBytes());
        json.put("usable_bytes", space.usableBytes());
        json.put("least_bytes", space.leastBytes());
        return json;
    }

    private static Map<String, Object> json(PartitionDepth partition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", partition.topic());
        json.put("partition", partition.partition());
        json.put("end_offset", partition.endOffset());
        json.put("next_offset", partition.nextOffset());
        json.put("lag", partition.lag());
        return json;
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemType.LOG_UNAVAILABLE, "The log could not be read yet.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }
}
