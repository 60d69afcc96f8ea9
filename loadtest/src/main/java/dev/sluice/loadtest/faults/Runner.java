package dev.sluice.loadtest.faults;

import dev.sluice.contract.LogTopics;
import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.faults.Findings.Oracle;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.Shop;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/** Plays scenarios on one stack, one after the other: load, fault, recovery, everything again that was refused, oracles. */
final class Runner {
    private static final Duration WARM_UP = Duration.ofMillis(1_500);
    private static final Duration AFTERWARDS = Duration.ofMillis(1_500);
    private static final long LONGEST_RETRY_SECONDS = 90;
    private static final int MANY_ORDERS = 50_000;
    private static final Instant OPENS = Instant.parse("2026-03-01T08:00:00Z");
    private static final long FIRST_RUN = 1_700_000_000L;

    private final FaultStack stack;
    private final Path folder;
    private final PrintStream out;
    private int played;

    /**
     * @param folder receives the log of attempts of each scenario
     */
    Runner(FaultStack stack, Path folder, PrintStream out) {
        this.stack = stack;
        this.folder = folder;
        this.out = out;
    }

    /** Plays it; whatever goes wrong becomes a finding. The stack is whole afterwards. */
    Result run(Scenario scenario, long seed) throws InterruptedException {
        played++;
        try {
            return play(scenario, seed);
        } catch (SkippedException e) {
            return Result.skipped(scenario.name(), String.valueOf(e.getMessage()));
        } catch (IOException | SQLException | ExecutionException | RuntimeException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return cause instanceof SkippedException
                    ? Result.skipped(scenario.name(), String.valueOf(cause.getMessage()))
                    : Result.failed(scenario.name(), "could not be played to its end: " + cause);
        } finally {
            mend();
        }
    }

    private void mend() throws InterruptedException {
        try {
            stack.mend();
        } catch (IOException | RuntimeException e) {
            out.println("  the stack could not be mended: " + e);
        }
    }

    private Result play(Scenario scenario, long seed)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        stack.wire(scenario.wiring());
        Map<TopicPartition, Long> events = stack.log().ends(KafkaLog.EVENT_TOPICS);
        Map<TopicPartition, Long> transitions = stack.log().ends(List.of(LogTopics.TRANSITIONS));
        Findings findings = new Findings();
        Path attempts = Files.createDirectories(folder).resolve(played + "-" + scenario.name() + ".csv");
        Random chance = new Random(seed * 31 + scenario.name().hashCode());
        Bodies bodies = new Bodies(stack.shops().get(0).name(), scenario.name() + '-' + played, played);
        try (Load load = new Load(
                        stack.gateway(), stack.shops(), scenario.connections(), scenario.keepBodies(), attempts);
                MemoryWatch memory = new MemoryWatch(stack.parts());
                Progress progress = new Progress(out, String.format("%-28s", scenario.name()))) {
            Stage stage = new Stage(stack, load, findings, bodies, chance);
            begin(load, scenario, seed);
            fault(scenario, stage, progress);
            Duration recovery = Recovery.await(stage, stage.mendedAt() == 0 ? System.nanoTime() : stage.mendedAt());
            TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
            load.stop();
            int open = load.retryRefused(LONGEST_RETRY_SECONDS);
            findings.demand(Oracle.L, open == 0, open + " deliveries were never accepted");
            Database database = new Database(stack.database());
            Duration drained = Drain.await(stack.log(), database);
            check(scenario, stage, events, transitions, memory, recovery);
            progress.finish(load.sent().size() + " deliveries, " + (findings.none() ? "ok" : "FAILED"));
            return result(scenario, stage, findings, recovery, drained);
        }
    }

    private void begin(Load load, Scenario scenario, long seed) throws InterruptedException {
        if (scenario.perSecond() > 0) {
            List<String> shops = stack.shops().stream().map(Shop::name).toList();
            SaleDay day = new SaleDay(SaleDay.Settings.usual(seed, FIRST_RUN + played, MANY_ORDERS, shops, OPENS));
            load.start(day.iterator(), scenario.perSecond());
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
        }
    }

    /** In a thread of its own, so that a fault that hangs can be given up. */
    private static void fault(Scenario scenario, Stage stage, Progress progress)
            throws InterruptedException, ExecutionException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            scenario.fault().play(stage);
            return null;
        });
        Thread thread = new Thread(task, scenario.name());
        thread.setDaemon(true);
        thread.start();
        long begin = System.nanoTime();
        long limit = scenario.limit().toNanos();
        while (true) {
            try {
                task.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                long passed = System.nanoTime() - begin;
                if (passed > limit) {
                    thread.interrupt();
                    throw new IllegalStateException("the fault was not over after " + scenario.limit(), e);
                }
                progress.show(
                        passed / (double) limit,
                        String.format(
                                "%,d attempts, %,d accepted  %s",
                                stage.load().attempts(), stage.load().acceptedAttempts(), stage.doing()));
            }
        }
    }

    private void check(
            Scenario scenario,
            Stage stage,
            Map<TopicPartition, Long> events,
            Map<TopicPartition, Long> transitions,
            MemoryWatch memory,
            Duration recovery)
            throws SQLException {
        Findings findings = stage.findings();
        Database database = stage.database();
        List<Sent> sent = stage.load().sent();
        Evidence evidence = Evidence.read(stack.log(), database, new HashMap<>(events));
        LedgerOracle.check(sent, evidence, database, findings);
        Map<String, History> histories = StateOracle.check(evidence, stage.changedOtherwise(), database, findings);
        TransitionOracle.Counts published = TransitionOracle.check(stack.log(), transitions, histories, findings);
        AnswerOracle.check(sent, scenario.breaks(), memory, recovery, findings);
        stage.afterwards(evidence, published.repeated());
        stage.note(published.published() + " transitions"
                + (published.repeated() == 0 ? "" : ", " + published.repeated() + " published again"));
        long duplicates = evidence.count(Outcome.DUPLICATE);
        stage.note(duplicates + " duplicates");
        stage.note(memory.most());
        double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        int cores = Runtime.getRuntime().availableProcessors();
        if (busy > 2 * cores) {
            stage.note(String.format(Locale.ROOT, "load average %.0f on %d cores, so times say little", busy, cores));
        }
    }

    private static Result result(
            Scenario scenario, Stage stage, Findings findings, Duration recovery, Duration drained) {
        List<Sent> sent = stage.load().sent();
        return new Result(
                scenario.name(),
                sent.size(),
                sent.stream().filter(Sent::accepted).count(),
                stage.load().attempts() - stage.load().acceptedAttempts(),
                AnswerOracle.slowestMs(sent),
                findings,
                recovery,
                drained,
                stage.notes(),
                null);
    }
}
