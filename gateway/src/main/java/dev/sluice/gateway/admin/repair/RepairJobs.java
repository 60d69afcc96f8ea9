package dev.sluice.gateway.admin.repair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.order.Repair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Makes, shows and cancels repair jobs. */
@Component
class RepairJobs {
    /** Jobs that may run or wait for their turn at the same time. */
    static final int MOST_RUNNING = 10;

    private static final String LISTS = JsonMapper.shared()
            .writeValueAsString(Arrays.stream(SetAside.values())
                    .collect(Collectors.toMap(list -> list.outcome().token(), SetAside::path)));

    private final JsonMapper json = JsonMapper.shared();
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AuditLog audit;
    private final RepairSettings settings;
    private final String insert = Sql.read("insert_repair_job");
    private final String find = Sql.read("find_repair_job");
    private final String cancel = Sql.read("cancel_repair_job");

    RepairJobs(
            DatabaseClient database, ReactiveTransactionManager transactions, AuditLog audit, RepairSettings settings) {
        this.database = database;
        this.transaction = TransactionalOperator.create(transactions);
        this.audit = audit;
        this.settings = settings;
    }

    /**
     * Makes a job with its entry in the audit log; the same command again finds the same job.
     *
     * @return the job's id; a problem when too many run
     */
    Mono<UUID> create(
            Act by, CommandId commandId, Repair.Action action, UnappliedFilter filter, Optional<String> reason) {
        UUID id = UUID.nameUUIDFromBytes(("repair-job " + commandId.value()).getBytes(UTF_8));
        Map<String, Object> detail = new TreeMap<>();
        // Without the time to which "overdue" comes: the same request must stay the same.
        detail.put("filter", filter.shown(filter.period().before()));
        reason.ifPresent(text -> detail.put("reason", text));
        AuditEntry entry = new AuditEntry(
                by,
                "events." + action.token(),
                filter.list().path(),
                filter.equal().get("shop"),
                detail);
        Mono<Instant> made = audit.find(entry, commandId.value());
        Mono<Instant> making = Mono.defer(() -> refuseTooMany()
                .then(audit.write(entry, commandId.value()))
                .flatMap(at -> insert(id, by, action, filter, reason, at).thenReturn(at)));
        return transaction.transactional(made.switchIfEmpty(making)).thenReturn(id);
    }

    private Mono<Void> refuseTooMany() {
        return database.sql("SELECT count(*) FROM repair_jobs WHERE state = 'running'")
                .mapValue(Long.class)
                .one()
                .flatMap(running -> running < MOST_RUNNING ? Mono.empty() : Mono.error(RepairJobs::tooMany));
    }

    private Mono<Void> insert(
            UUID id, Act by, Repair.Action action, UnappliedFilter filter, Optional<String> reason, Instant at) {
        Instant before = filter.until(at, settings.parkedOverdueAfter()).before();
        // What is set aside after the job was made is not its own: so it ends.
        Instant end = before == null || before.isAfter(at) ? at : before;
        GenericExecuteSpec statement = database.sql(insert)
                .bind("id", id)
                .bind("action", action.token())
                .bind("outcome", filter.list().outcome().token())
                .bind("filter", json.writeValueAsString(filter.shown(end)))
                .bind("actor", by.actor())
                .bind("created_at", at);
        statement = reason.isPresent()
                ? statement.bind("reason", reason.get())
                : statement.bindNull("reason", String.class);
        return statement.then();
    }

    /** Empty when there is no such job. */
    Mono<byte[]> find(UUID id) {
        return database.sql(find)
                .bind("id", id)
                .bind("list", LISTS)
                .map(row -> requireNonNull(row.get("json", byte[].class)))
                .one();
    }

    /** Cancels a job; what it has published is carried out all the same. Nothing happens to one that has ended. */
    Mono<Void> cancel(Act by, UUID id) {
        AuditEntry entry = new AuditEntry(by, "repair.cancel", id.toString(), null, Map.of());
        return transaction.transactional(database.sql(cancel)
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows -> audit.write(entry)));
    }

    private static ProblemException tooMany() {
        return Problem.of(
                        ProblemType.CONFLICT,
                        "There are " + MOST_RUNNING + " repair jobs already that have not ended; cancel one or wait.")
                .asException();
    }
}
