package dev.sluice.gateway.admin.command;

import dev.sluice.gateway.input.ParameterErrors;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Names a command: by the client's {@code Idempotency-Key}, 1 to 200 printable ASCII characters, or anew.
 *
 * @param given whether the client named it, so that it may have been given before
 */
public record CommandId(String value, boolean given) {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 200;

    /** Throws the problem when the header is wrong. */
    public static CommandId of(ServerRequest request) {
        List<String> keys = request.headers().header(HEADER);
        if (keys.isEmpty()) {
            return new CommandId(random().toString(), false);
        }
        String key = keys.get(0);
        boolean printable = key.chars().allMatch(c -> c > ' ' && c <= '~');
        if (keys.size() > 1 || key.isEmpty() || key.length() > LONGEST || !printable) {
            throw ParameterErrors.problem(
                            HEADER, "must be given once, with 1 to " + LONGEST + " printable characters without blanks")
                    .asException();
        }
        return new CommandId(key, true);
    }

    /** No secret hangs on it: the system's random source may block, and this one does not. */
    private static UUID random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant2);
    }
}
