package dev.sluice.gateway.admin.ledger;

import dev.sluice.contract.Outcome;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads the ledger's sums; each of its statements sees one snapshot. */
final class LedgerReads {
    private final DatabaseClient database;
    private final String all = Sql.read("read_ledger");
    private final String ofShop = Sql.read("read_ledger_of_shop");

    LedgerReads(DatabaseClient database) {
        this.database = database;
    }

    Mono<List<LedgerRow>> all() {
        return database.sql(all).map(LedgerReads::row).all().collectList();
    }

    /** What became of a shop's events, every outcome by its name. */
    Mono<Map<String, Long>> ofShop(String shop) {
        return database.sql(ofShop)
                .bind("shop", shop)
                .map(row -> Map.entry(Outcome.of(text(row, "outcome")), number(row, "events")))
                .all()
                .collectList()
                .map(LedgerReads::complete);
    }

    private static Map<String, Long> complete(List<Map.Entry<Outcome, Long>> sums) {
        Map<String, Long> outcomes = Ledger.outcomes(List.of());
        sums.forEach(sum -> outcomes.put(sum.getKey().token(), sum.getValue()));
        return outcomes;
    }

    private static LedgerRow row(Readable row) {
        String outcome = row.get("outcome", String.class);
        return new LedgerRow(
                (int) number(row, "log_id"),
                text(row, "topic"),
                Boolean.TRUE.equals(row.get("current", Boolean.class)),
                (int) number(row, "partition"),
                number(row, "first_offset"),
                number(row, "next_offset"),
                outcome == null ? null : Outcome.of(outcome),
                number(row, "events"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
