package dev.sluice.gateway.admin.audit;

import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the audit log. A change of the database writes its entry in its own transaction; a command writes it before it is
 * published, so an entry may stand for a command that then was not.
 */
@Component
public class AuditLog {
    private final JsonMapper json = JsonMapper.shared();
    private final DatabaseClient database;
    private final Clock clock = Clock.systemUTC();
    private final String write = Sql.read("write_audit");
    private final String writeCommand = Sql.read("write_audit_of_command");
    private final String findCommand = Sql.read("find_audit_of_command");

    AuditLog(DatabaseClient database) {
        this.database = database;
    }

    /** Writes an entry, in the transaction of whoever subscribes. */
    public Mono<Void> write(AuditEntry entry) {
        return Mono.defer(() -> bind(database.sql(write), entry).then());
    }

    /**
     * Writes the entry of a command, once by its id.
     *
     * @return when the command was given: now, or when it was given first. A problem when its id was used for another one
     */
    public Mono<Instant> write(AuditEntry entry, String commandId) {
        return Mono.defer(() -> bind(database.sql(writeCommand), entry)
                .bind("command_id", commandId)
                .map(row -> at(row.get("at", Instant.class), row.get("same", Boolean.class)))
                .one());
    }

    /** When this very command was given before; empty when it was not. A problem when its id was used for another one. */
    public Mono<Instant> find(AuditEntry entry, String commandId) {
        return database.sql(findCommand)
                .bind("command_id", commandId)
                .bind("actor", entry.by().actor())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("detail", json.writeValueAsString(entry.detail()))
                .map(row -> at(row.get("at", Instant.class), row.get("same", Boolean.class)))
                .one();
    }

    private static Instant at(@Nullable Instant at, @Nullable Boolean same) {
        if (!Boolean.TRUE.equals(same)) {
            throw reused();
        }
        return Objects.requireNonNull(at);
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, AuditEntry entry) {
        GenericExecuteSpec bound = statement
                .bind("at", clock.instant().truncatedTo(ChronoUnit.MICROS))
                .bind("actor", entry.by().actor())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("detail", json.writeValueAsString(entry.detail()))
                .bind("request_id", entry.by().requestId());
        return entry.shop() == null ? bound.bindNull("shop", String.class) : bound.bind("shop", entry.shop());
    }

    private static ProblemException reused() {
        return Problem.of(ProblemType.UNPROCESSABLE, "The Idempotency-Key was used for another request.")
                .asException();
    }
}
