package dev.sluice.gateway.admin.repair;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogPlace;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.admin.command.CommandLog;
import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.order.Commands;
import dev.sluice.order.Repair;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Commands about single events that were set aside, on the key of each event's order. */
@Component
class Repairs {
    private final DatabaseClient database;
    private final AuditLog audit;
    private final CommandLog commands;
    private final Clock clock = Clock.systemUTC();
    private final String findTarget = Sql.read("find_repair_target");

    Repairs(DatabaseClient database, AuditLog audit, CommandLog commands) {
        this.database = database;
        this.audit = audit;
        this.commands = commands;
    }

    /** Audits and publishes a command; completes when it is durable. The same one again is published again as it was. */
    Mono<Void> give(Act by, CommandId id, Repair.Action action, LogPlace place, Optional<String> reason) {
        Map<String, Object> detail =
                reason.<Map<String, Object>>map(text -> Map.of("reason", text)).orElse(Map.of());
        return target(place).map(Optional::of).defaultIfEmpty(Optional.empty()).flatMap(target -> {
            String shop = target.map(Target::shop).orElse(null);
            AuditEntry entry = new AuditEntry(by, "event." + action.token(), place.toString(), shop, detail);
            Mono<Instant> given = id.given() ? audit.find(entry, id.value()) : Mono.empty();
            return given.switchIfEmpty(Mono.defer(() -> refuseEnded(target).then(audit.write(entry, id.value()))))
                    .flatMap(at -> publish(
                            target, new Repair(id.value(), action, place, reason.orElse(null), by.actor(), at)));
        });
    }

    private static Mono<Void> refuseEnded(Optional<Target> target) {
        if (target.isEmpty()) {
            return Mono.error(Repairs::unknown);
        }
        return target.get().discarded() ? Mono.error(Repairs::discarded) : Mono.empty();
    }

    /** A command that was given before, about an event that is gone: it was carried out. */
    private Mono<Void> publish(Optional<Target> target, Repair repair) {
        return target.map(found -> publish(found, repair)).orElse(Mono.empty());
    }

    /** Completes when the command is durable. */
    Mono<Void> publish(Target target, Repair repair) {
        Event command = Commands.repair(target.shop(), target.orderId(), repair, clock.instant());
        return commands.publish(command);
    }

    /** Empty when no such event is set aside. */
    Mono<Target> target(LogPlace place) {
        return UnappliedReads.at(database.sql(findTarget), place)
                .map(row -> Target.read(place, row))
                .one()
                .publishOn(Schedulers.parallel());
    }

    static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such event that is set aside.")
                .asException();
    }

    private static ProblemException discarded() {
        return Problem.of(ProblemType.CONFLICT, "The event was discarded, so nothing more can be done about it.")
                .asException();
    }
}
