package dev.sluice.processor.audit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.TestComponent;

/** What {@code scripts/audit} would print, without its last line. */
@TestComponent
public class WholeAudit {
    private final Auditor auditor;

    WholeAudit(Auditor auditor) {
        this.auditor = auditor;
    }

    public List<String> lines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditRun run = new AuditRun(auditor, new PrintStream(out, true), new PrintStream(new ByteArrayOutputStream()));
        try {
            run.run(new DefaultApplicationArguments());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        List<String> lines = out.toString().lines().toList();
        List<String> found = lines.subList(0, lines.size() - 1);
        if (found.isEmpty() != (run.getExitCode() == 0)) {
            throw new IllegalStateException("exit code " + run.getExitCode() + " beside " + lines);
        }
        return found;
    }
}
