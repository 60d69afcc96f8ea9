package dev.sluice.loadtest.load;

import dev.sluice.loadtest.simulation.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a simulation's tally holds. */
record Answers(List<Sender> senders, List<Second> seconds) {

    /** Of one kind of request. */
    record Sender(String name, long accepted, long refused, long other, long p50Ms, long p99Ms, long slowestMs) {
        double refusedShare() {
            return refused / (double) Math.max(1, accepted + refused + other);
        }
    }

    /**
     * Of one kind of request in one second.
     *
     * @param second since 1970
     */
    record Second(long second, String sender, long accepted, long refused, long other, long slowestMs) {}

    static Answers read(Path directory) throws IOException {
        List<Sender> senders = new ArrayList<>();
        for (String[] cells : cells(directory.resolve(Tally.SENDERS))) {
            senders.add(new Sender(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Long.parseLong(cells[2]),
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5]),
                    Long.parseLong(cells[6])));
        }
        List<Second> seconds = new ArrayList<>();
        for (String[] cells : cells(directory.resolve(Tally.SECONDS))) {
            seconds.add(new Second(
                    Long.parseLong(cells[0]),
                    cells[1],
                    Long.parseLong(cells[2]),
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5])));
        }
        return new Answers(senders, seconds);
    }

    private static List<String[]> cells(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of(); // The simulation ended before it had anything to tell.
        }
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    Sender of(String name) {
        return senders.stream()
                .filter(sender -> sender.name().equals(name))
                .findFirst()
                .orElse(new Sender(name, 0, 0, 0, 0, 0, 0));
    }

    long accepted() {
        return senders.stream().mapToLong(Sender::accepted).sum();
    }

    long other() {
        return senders.stream().mapToLong(Sender::other).sum();
    }

    long slowestMs() {
        return senders.stream().mapToLong(Sender::slowestMs).max().orElse(0);
    }
}
