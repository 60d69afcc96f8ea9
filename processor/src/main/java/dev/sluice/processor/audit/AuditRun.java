package dev.sluice.processor.audit;

import dev.sluice.processor.audit.Auditor.Finding;
import dev.sluice.processor.audit.Auditor.Stretch;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The program behind {@code scripts/audit}: all of the retained log, one line on the output for each disagreement, progress
 * on the error output. Exits with 1 when anything disagrees.
 */
@Component
@Profile(AuditRun.PROFILE)
class AuditRun implements ApplicationRunner, ExitCodeGenerator {
    /** The profile in which the processor only audits. */
    static final String PROFILE = "audit";

    private static final int STEP = 5_000;

    private final Auditor auditor;
    private final PrintStream out;
    private final PrintStream progress;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong disagreements = new AtomicLong();

    @Autowired
    AuditRun(Auditor auditor) {
        this(auditor, System.out, System.err);
    }

    AuditRun(Auditor auditor, PrintStream out, PrintStream progress) {
        this.auditor = auditor;
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        long started = System.nanoTime();
        List<Stretch> stretches = auditor.stretches().collectList().toFuture().get(60, TimeUnit.SECONDS);
        long all = stretches.stream().mapToLong(Stretch::length).sum();
        for (Stretch stretch : stretches) {
            // A program of its own that has nothing else to do: here waiting is right.
            audit(stretch, all).toFuture().get();
        }
        out.printf(
                "audited %,d events of %d partitions in %.1f s: %s%n",
                events.get(),
                stretches.size(),
                (System.nanoTime() - started) / 1e9,
                disagreements.get() == 0
                        ? "the log and the database agree"
                        : String.format("%,d disagreements", disagreements.get()));
        out.flush();
    }

    private Mono<Void> audit(Stretch stretch, long all) {
        return auditor.audit(stretch).doOnNext(finding -> show(finding, all)).then();
    }

    private void show(Finding finding, long all) {
        finding.disagreements().forEach(disagreement -> out.println(disagreement.line()));
        disagreements.addAndGet(finding.disagreements().size());
        long before = events.getAndAdd(finding.events());
        long now = before + finding.events();
        if (now / STEP != before / STEP || now == all) {
            progress.printf("audited %,d of %,d events (%d %%)%n", now, all, all == 0 ? 100 : 100 * now / all);
        }
    }

    @Override
    public int getExitCode() {
        return disagreements.get() == 0 ? 0 : 1;
    }
}
