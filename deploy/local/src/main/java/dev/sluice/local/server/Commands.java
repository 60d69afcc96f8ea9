package dev.sluice.local.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs small helper commands. */
public final class Commands {
    private static final long LIMIT_S = 120;

    private Commands() {}

    /** The first executable of that name on the PATH, or in the system's usual places. */
    static Optional<Path> find(String name) {
        List<String> places = new ArrayList<>(
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)));
        places.addAll(List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"));
        return places.stream()
                .filter(place -> !place.isBlank())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Puts a process into a session of its own, so that Ctrl-C on the terminal reaches only the supervisor, which then
     * stops the parts in order. The process id stays the same.
     */
    public static List<String> inOwnSession(List<String> command) {
        List<String> whole = new ArrayList<>();
        Optional<Path> setsid = find("setsid");
        Optional<Path> perl = find("perl");
        if (setsid.isPresent()) {
            whole.add(setsid.get().toString());
        } else if (perl.isPresent()) {
            whole.addAll(List.of(perl.get().toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die $!"));
        }
        whole.addAll(command);
        return whole;
    }

    /** Sends a signal by its name without SIG; a process that is gone is no error. */
    public static void signal(String name, long pid) throws InterruptedException {
        succeeds(List.of("/bin/sh", "-c", "kill -" + name + " " + pid));
    }

    /** Whether the command ran and ended with 0. */
    static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return run(command).status == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ServerException with the command's output when it ends with another status than 0 */
    static void require(String purpose, List<String> command) throws IOException, InterruptedException {
        Result result = run(command);
        if (result.status != 0) {
            throw new ServerException(purpose + " failed (status " + result.status + "): " + result.output.strip());
        }
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .directory(new File("/"))
                .start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new ServerException(command.get(0) + " did not end within " + LIMIT_S + " s");
        }
        return new Result(process.exitValue(), output);
    }

    private record Result(int status, String output) {}
}
