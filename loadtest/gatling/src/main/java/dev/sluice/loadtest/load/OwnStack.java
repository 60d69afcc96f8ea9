package dev.sluice.loadtest.load;

import dev.sluice.loadtest.stack.Environment;
import dev.sluice.local.ControlledStack;
import dev.sluice.local.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stack beside the one of {@code scripts/dev}, with settings that a load needs. */
public final class OwnStack implements AutoCloseable {
    private static final int SECOND_PROCESSOR = 8_083;

    private final ControlledStack parts;

    private OwnStack(ControlledStack parts) {
        this.parts = parts;
    }

    /**
     * Starts PostgreSQL, Redis, Kafka and the given applications on an empty directory, and registers the demo shops.
     *
     * @param offset added to the usual ports
     * @param settings variables of applications beside the usual ones
     */
    public static OwnStack start(
            Path data, Path build, int offset, List<Part> applications, Map<Part, Map<String, String>> settings)
            throws IOException, InterruptedException {
        OwnStack stack = new OwnStack(ControlledStack.empty(data, offset, SECOND_PROCESSOR + offset, build, List.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "end"));
        try {
            settings.forEach(stack.parts::configure);
            for (Part server : List.of(Part.POSTGRES, Part.REDIS, Part.KAFKA)) {
                stack.parts.start(server);
            }
            for (Part application : applications) {
                stack.parts.start(application);
            }
            stack.parts.registerShops();
        } catch (IOException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    ControlledStack parts() {
        return parts;
    }

    /** As {@code dev.env} has it for the running stack. */
    public Environment environment() {
        return new Environment(parts.environment());
    }

    Map<String, String> variables() {
        return new HashMap<>(parts.environment());
    }

    /** A second time it does nothing. */
    @Override
    public void close() {
        parts.close();
    }
}
