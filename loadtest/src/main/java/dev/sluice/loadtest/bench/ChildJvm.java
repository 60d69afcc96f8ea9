package dev.sluice.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A subcommand of this program in a JVM of its own, spoken to by lines; it ends when this one does. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    ChildJvm(List<String> jvmOptions, String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add("dev.sluice.loadtest.Main");
        line.addAll(List.of(command));
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    }

    long pid() {
        return process.pid();
    }

    void say(String line) throws IOException {
        orders.write(line);
        orders.newLine();
        orders.flush();
    }

    /**
     * What stands behind the expected word in the child's next line.
     *
     * @throws IOException when it says anything else, or has died
     */
    String expect(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException("the bare program said: " + line);
        }
        return line.substring(word.length()).trim();
    }

    @Override
    public void close() throws IOException {
        orders.close(); // It reads until the end of its input.
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
