package dev.sluice.loadtest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments taken apart: {@code --name value} or {@code --name=value}, switches, and the rest by position. */
public final class Arguments {
    private final Map<String, String> options = new HashMap<>();
    private final Set<String> switches = new HashSet<>();
    private final List<String> positional = new ArrayList<>();

    private Arguments() {}

    /**
     * @param optionNames names that take a value
     * @param switchNames names that take none
     * @throws UsageException for a name that is neither, or an option without a value
     */
    public static Arguments parse(List<String> args, Set<String> optionNames, Set<String> switchNames) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = arg.startsWith("--") && equals > 0 ? arg.substring(0, equals) : arg;
            if (switchNames.contains(arg)) {
                parsed.switches.add(arg);
            } else if (optionNames.contains(name)) {
                if (equals < 0 && i + 1 == args.size()) {
                    throw new UsageException(name + " needs a value");
                }
                parsed.options.put(name, name.equals(arg) ? args.get(++i) : arg.substring(equals + 1));
            } else if (arg.startsWith("-")) {
                throw new UsageException("unknown option " + arg);
            } else {
                parsed.positional.add(arg);
            }
        }
        return parsed;
    }

    public boolean has(String switchName) {
        return switches.contains(switchName);
    }

    public @Nullable String text(String name) {
        return options.get(name);
    }

    public List<String> positional() {
        return positional;
    }

    /**
     * @throws UsageException when the value is no whole number from min to max
     */
    public long number(String name, long otherwise, long min, long max) {
        String value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with the range.
        }
        throw new UsageException(name + " must be a whole number from " + min + " to " + max);
    }

    public int integer(String name, int otherwise, int min, int max) {
        return (int) number(name, otherwise, min, max);
    }
}
