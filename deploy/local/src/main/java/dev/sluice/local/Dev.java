package dev.sluice.local;

import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What scripts/dev runs once the build is there: {@code <start|demo|status|stop> <data directory> <build directory>}.
 * The build directory holds gateway/ and processor/, unpacked, and loadtest.classpath.
 */
public final class Dev {

    private Dev() {}

    public static void main(String[] args) throws InterruptedException {
        int status;
        try {
            status = run(args[0], new DataDirectory(Path.of(args[1])), Path.of(args[2]));
        } catch (ServerException | IllegalArgumentException | IOException e) {
            System.err.println("scripts/dev: " + e.getMessage());
            status = 1;
        }
        // Past the shutdown hook, which would stop the stack: whoever comes here has done so, or must not.
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    private static int run(String command, DataDirectory data, Path build) throws IOException, InterruptedException {
        data.create();
        Ports ports = ports(data);
        Path thisBuild = build.toAbsolutePath().normalize();
        Stack stack = Stack.of(data, ports, Secrets.loadOrMake(data.secrets()), thisBuild);
        Session session = new Session(data, ports, stack, new Demo(thisBuild, data));
        return switch (command) {
            case "start" -> session.start();
            case "demo" -> session.demo();
            case "stop" -> session.stop();
            case "status" -> new Status(stack, data).print() ? 0 : 1;
            default -> throw new IllegalArgumentException("Unknown command " + command);
        };
    }

    /** The variables' ports; without any, those of the stack that runs or ran last. */
    private static Ports ports(DataDirectory data) throws IOException {
        Map<String, String> last = EnvFile.read(data.ports());
        return Ports.of(Ports.chosen(System.getenv()) || last.isEmpty() ? System.getenv() : last);
    }
}
