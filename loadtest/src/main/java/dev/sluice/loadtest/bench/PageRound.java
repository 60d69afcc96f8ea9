package dev.sluice.loadtest.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Reads pages for some seconds over several connections, each one page at a time. */
final class PageRound {
    private static final long HIGHEST_MICROS = 60_000_000;

    static Round run(Page.Source source, int connections, int seconds, Map<String, Long> pids)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Page> pages = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                pages.add(source.open());
            }
            Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
            LongAdder read = new LongAdder();
            Round.Clocks before = Round.Clocks.read(pids);
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<?>> readers = new ArrayList<>();
            for (Page page : pages) {
                readers.add(threads.submit(() -> {
                    readUntil(end, page, micros, read);
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            double took = (System.nanoTime() - start) / 1e9;
            return new Round(
                    read.sum(),
                    took,
                    Round.Clocks.read(pids).since(before),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    0);
        } catch (ExecutionException e) {
            throw new IOException("a reader failed", e.getCause());
        } finally {
            for (Page page : pages) {
                page.close();
            }
            threads.shutdownNow();
        }
    }

    private static void readUntil(long end, Page page, Histogram micros, LongAdder read) throws IOException {
        for (long begin = System.nanoTime(); begin - end < 0; ) {
            page.read();
            long now = System.nanoTime();
            micros.recordValue(Math.min(HIGHEST_MICROS, (now - begin) / 1_000));
            read.increment();
            begin = now;
        }
    }

    private PageRound() {}
}
