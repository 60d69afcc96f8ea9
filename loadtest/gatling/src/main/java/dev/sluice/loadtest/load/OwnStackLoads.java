package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.load.Answers.Second;
import dev.sluice.loadtest.load.Catalogue.Load;
import dev.sluice.loadtest.load.Catalogue.Stage;
import dev.sluice.loadtest.simulation.NoisyNeighbour;
import dev.sluice.loadtest.simulation.Overload;
import dev.sluice.loadtest.simulation.Play;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.local.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Plays loads on stacks that are started for them, watched every second. */
final class OwnStackLoads {
    /** What the queue may hold of a processor that is held to a rate, in seconds of its work. */
    private static final int LOW_MARK_SECONDS = 4;

    private static final int HIGH_MARK_SECONDS = 12;
    private static final int HARD_MARK_SECONDS = 16;
    private static final int MOST_MEMORY_MIB = 512;
    private static final int LONGEST_RECOVERY_SECONDS = 30;
    private static final int LONGEST_PAUSE_SECONDS = 30;
    private static final double LOWEST_GOODPUT = 0.8;
    private static final double MOST_REFUSED = 0.01;
    /** Below this a p99 of whole milliseconds is noise. */
    private static final long SHORTEST_P99_MS = 5;

    private final Setup setup;
    private final PrintStream out;

    OwnStackLoads(Setup setup, PrintStream out) {
        this.setup = setup;
        this.out = out;
    }

    Played play(Load load) throws IOException, InterruptedException {
        Path build = setup.build();
        if (build == null) {
            throw new UsageException(load.name() + " needs --build, which scripts/load gives");
        }
        boolean isFleet = load.stage() == Stage.FLEET;
        List<Part> applications = isFleet
                ? List.of(Part.PROCESSOR, Part.PROCESSOR_2, Part.PROCESSOR_3, Part.GATEWAY, Part.GATEWAY_2)
                : List.of(Part.PROCESSOR, Part.GATEWAY);
        out.println("starting a stack for " + load.name() + " in " + setup.data());
        try (OwnStack stack =
                OwnStack.start(setup.data(), build, setup.portOffset(), applications, isFleet ? Map.of() : held())) {
            return watched(load, stack);
        }
    }

    private Map<Part, Map<String, String>> held() {
        return Map.of(
                Part.PROCESSOR, Map.of("SLUICE_APPLY_MAX_RATE", String.valueOf(setup.maxRate())),
                Part.GATEWAY,
                        Map.of(
                                "SLUICE_ADMISSION_LOW_MARK", String.valueOf(setup.maxRate() * LOW_MARK_SECONDS),
                                "SLUICE_ADMISSION_HIGH_MARK", String.valueOf(setup.maxRate() * HIGH_MARK_SECONDS),
                                "SLUICE_ADMISSION_HARD_MARK", String.valueOf(setup.maxRate() * HARD_MARK_SECONDS)));
    }

    private Played watched(Load load, OwnStack stack) throws IOException, InterruptedException {
        Environment environment = stack.environment();
        AdminApi admin = AdminApi.login(environment).orElseThrow();
        Map<String, String> variables = stack.variables();
        try (Sampler sampler = new Sampler(stack)) {
            Player player = new Player(setup, environment, admin, out);
            Played played;
            if (load.stage() == Stage.FLEET) {
                variables.put(
                        Play.URLS,
                        environment.need("SLUICE_URL") + "," + stack.parts().secondGatewayUrl());
                played = player.play(load, variables, run -> rebalance(stack, run));
            } else {
                played = player.play(load, variables, run -> {});
            }
            return judged(played, Timeline.of(played.answers().seconds(), sampler.samples()));
        }
    }

    /** Takes processors away and gives them back while deliveries come. */
    private void rebalance(OwnStack stack, GatlingRun run) throws IOException, InterruptedException {
        pause(run);
        out.println("  the third processor is killed");
        ProcessHandle.of(stack.parts().pid(Part.PROCESSOR_3)).ifPresent(ProcessHandle::destroyForcibly);
        pause(run);
        out.println("  it starts again");
        stack.parts().start(Part.PROCESSOR_3);
        pause(run);
        out.println("  the second processor is stopped");
        stack.parts().stop(Part.PROCESSOR_2);
    }

    private static void pause(GatlingRun run) throws InterruptedException {
        for (int second = 0; second < LONGEST_PAUSE_SECONDS && run.isRunning(); second++) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private Played judged(Played played, Timeline timeline) throws IOException {
        List<String> failures = new ArrayList<>(played.failures());
        List<String> notes = new ArrayList<>(played.notes());
        if (played.load().simulation() == Overload.class) {
            judgeOverload(played.answers(), timeline, failures, notes);
        } else if (played.load().simulation() == NoisyNeighbour.class) {
            judgeNeighbours(played.answers(), failures, notes);
        }
        judgeMemory(timeline, failures, notes);
        Path page = setup.results().resolve(played.load().name()).resolve("timeline.html");
        TimelinePage.write(page, played.load().name() + ": " + played.load().about(), notes, timeline);
        TimelineTable.print(timeline, out);
        List<Path> reports = new ArrayList<>(played.reports());
        reports.add(page);
        return new Played(played.load(), played.answers(), failures, notes, reports);
    }

    private static void judgeOverload(Answers answers, Timeline timeline, List<String> failures, List<String> notes) {
        double share = timeline.lowestGoodputShare(
                Overload.RISE_SECONDS + Timeline.STEP_SECONDS, Overload.RISE_SECONDS + Overload.SECONDS);
        notes.add(String.format("lowest goodput of ten seconds: %.0f %% of the highest", 100 * share));
        if (share < LOWEST_GOODPUT) {
            failures.add("the goodput was not level");
        }
        long recovery = recoverySeconds(answers.seconds());
        notes.add("last refusal " + recovery + " s after the overload");
        if (recovery > LONGEST_RECOVERY_SECONDS) {
            failures.add("it did not recover within " + LONGEST_RECOVERY_SECONDS + " s");
        }
    }

    /** From the flood's last answer to the last refusal after it. */
    private static long recoverySeconds(List<Second> seconds) {
        long end = seconds.stream()
                .filter(second -> second.sender().equals(Overload.FLOOD))
                .mapToLong(Second::second)
                .max()
                .orElse(0);
        return seconds.stream()
                        .filter(second -> second.sender().equals(Overload.AFTER) && second.refused() > 0)
                        .mapToLong(Second::second)
                        .max()
                        .orElse(end)
                - end;
    }

    private static void judgeNeighbours(Answers answers, List<String> failures, List<String> notes) {
        Answers.Sender quiet = answers.of(NoisyNeighbour.QUIET);
        Answers.Sender beside = answers.of(NoisyNeighbour.BESIDE);
        Answers.Sender loud = answers.of(NoisyNeighbour.LOUD);
        notes.add(String.format(
                "refused: %.2f %% of the others', %.1f %% of the loud one's",
                100 * beside.refusedShare(), 100 * loud.refusedShare()));
        notes.add(String.format("the others' p99: %d ms alone, %d ms beside", quiet.p99Ms(), beside.p99Ms()));
        if (beside.refusedShare() >= MOST_REFUSED) {
            failures.add("the others were refused");
        }
        if (beside.p99Ms() >= 2 * Math.max(SHORTEST_P99_MS, quiet.p99Ms())) {
            failures.add("the others waited");
        }
    }

    private static void judgeMemory(Timeline timeline, List<String> failures, List<String> notes) {
        timeline.mostMemory().forEach((part, mib) -> {
            notes.add("most memory of " + part.token() + ": " + mib + " MiB");
            if (part != Part.KAFKA && mib >= MOST_MEMORY_MIB) {
                failures.add(part.token() + " took " + mib + " MiB");
            }
        });
    }
}
