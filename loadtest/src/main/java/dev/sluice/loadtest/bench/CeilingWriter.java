package dev.sluice.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Sql;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code ceiling-writer}: writes the rows that the processor wrote into tables of the same shape, in batches of 500 events,
 * on two connections. It neither reads the log nor decides anything.
 */
public final class CeilingWriter implements Command {
    private static final int CONNECTIONS = 2;

    private final Environment environment;
    private final PrintStream out;

    public CeilingWriter(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return "ceiling-writer; reads 'load LOG PARTITION:OFFSET...' and 'go' on stdin. Started by bench.";
    }

    @Override
    public int run(List<String> args) throws Exception {
        DatabaseUrl url =
                environment.database().orElseThrow(() -> new UsageException("SLUICE_DATABASE_URL is not set"));
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
                Connection first = Sql.connect(url);
                Connection second = Sql.connect(url)) {
            List<CeilingBatch> batches = List.of();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("load ")) {
                    batches = load(first, line);
                    out.println("ready "
                            + batches.stream()
                                    .mapToInt(batch -> batch.outcomes().size())
                                    .sum());
                } else {
                    out.println("done " + write(threads, List.of(first, second), batches));
                }
            }
            try (Statement statement = first.createStatement()) {
                first.setAutoCommit(true);
                statement.execute("DROP SCHEMA IF EXISTS bench_scratch CASCADE");
            }
        } finally {
            threads.shutdownNow();
        }
        return 0;
    }

    private static List<CeilingBatch> load(Connection connection, String line) throws SQLException {
        String[] words = line.split(" ", -1);
        Map<Integer, Long> offsets = new HashMap<>();
        for (int i = 2; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            offsets.put(Integer.parseInt(words[i].substring(0, colon)), Long.parseLong(words[i].substring(colon + 1)));
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Sql.of("bench_scratch"));
        }
        return CeilingRows.read(connection, Integer.parseInt(words[1]), offsets);
    }

    /** Nanoseconds that it took. */
    private static long write(ExecutorService threads, List<Connection> connections, List<CeilingBatch> batches)
            throws Exception {
        long start = System.nanoTime();
        List<Future<?>> shares = new java.util.ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int remainder = i;
            List<CeilingBatch> share = batches.stream()
                    .filter(batch -> batch.partition() % CONNECTIONS == remainder)
                    .toList();
            shares.add(threads.submit(() -> {
                try (BatchStatements statements = new BatchStatements(connections.get(remainder))) {
                    for (CeilingBatch batch : share) {
                        statements.write(batch);
                    }
                }
                return null;
            }));
        }
        for (Future<?> share : shares) {
            share.get();
        }
        return System.nanoTime() - start;
    }
}
