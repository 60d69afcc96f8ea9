package dev.sluice.gateway.admin.orders;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.OrderKey;
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
import dev.sluice.order.Decision;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.Order;
import dev.sluice.order.OrderState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Operators' decisions about orders. What is illegal now is refused at once; what is legal now goes through the log like
 * everything else and is judged again where it is applied.
 */
@Component
class OrderTransitions {
    private final DatabaseClient database;
    private final AuditLog audit;
    private final CommandLog commands;
    private final String find = Sql.read("find_order_state");

    OrderTransitions(DatabaseClient database, AuditLog audit, CommandLog commands) {
        this.database = database;
        this.audit = audit;
        this.commands = commands;
    }

    /**
     * Publishes the command; completes when it is durable. The same command again is published again as it was, and is
     * stale then.
     *
     * @param to {@code confirmed} or {@code cancelled}
     */
    Mono<Void> give(Act by, CommandId id, OrderKey order, OrderState to, String reason) {
        String action = to == OrderState.CONFIRMED ? "order.confirm" : "order.cancel";
        AuditEntry entry = new AuditEntry(by, action, order.toString(), order.shop(), Map.of("reason", reason));
        Mono<Instant> given = id.given() ? audit.find(entry, id.value()) : Mono.empty();
        return given.switchIfEmpty(Mono.defer(() -> refuseIllegal(order, to).then(audit.write(entry, id.value()))))
                .flatMap(at -> commands.publish(
                        Commands.decision(order, to, new Decision(id.value(), at, reason, by.actor()), at)));
    }

    private Mono<Void> refuseIllegal(OrderKey key, OrderState to) {
        return database.sql(find)
                .bind("id", key.toString())
                .map(OrderTransitions::order)
                .one()
                .switchIfEmpty(Mono.error(OrderEndpoints::unknown))
                .flatMap(order -> order.allows(to) ? Mono.empty() : Mono.error(illegal(order.state(), to)));
    }

    private static Order order(Readable row) {
        return new Order(
                FactsCodec.decode(requireNonNull(row.get("facts", byte[].class))),
                OrderState.of(requireNonNull(row.get("state", String.class))),
                null,
                false,
                requireNonNull(row.get("sequence", Integer.class)),
                requireNonNull(row.get("version", Long.class)));
    }

    private static ProblemException illegal(OrderState from, OrderState to) {
        return Problem.of(
                        ProblemType.ILLEGAL_TRANSITION,
                        "An operator cannot take this order from " + from.token() + " to " + to.token() + ".")
                .with("from", from.token())
                .with("to", to.token())
                .asException();
    }
}
