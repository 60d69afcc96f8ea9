package dev.sluice.local;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ports of the stack, all on 127.0.0.1, by variable name; {@code SLUICE_PORT_OFFSET} shifts those not given. */
record Ports(Map<String, Integer> byVariable) {
    static final String OFFSET = "SLUICE_PORT_OFFSET";
    private static final int HIGHEST = 65_535;

    /** The constants are the variables' names. */
    private enum Port {
        SLUICE_HTTP_PORT("gateway", 8080),
        SLUICE_MANAGEMENT_PORT("gateway", 8081),
        SLUICE_PROCESSOR_MANAGEMENT_PORT("processor", 8082),
        SLUICE_POSTGRES_PORT("postgres", 15432),
        SLUICE_REDIS_PORT("redis", 16379),
        SLUICE_KAFKA_PORT("kafka", 19092),
        SLUICE_KAFKA_CONTROLLER_PORT("kafka", 19093);

        private final String part;
        private final int usual;

        Port(String part, int usual) {
            this.part = part;
            this.usual = usual;
        }
    }

    /** The variables of the ports that a part listens on. */
    static List<String> variablesOf(String part) {
        return Stream.of(Port.values())
                .filter(port -> port.part.equals(part))
                .map(Port::name)
                .toList();
    }

    /** @throws IllegalArgumentException naming the variable that is wrong */
    static Ports of(Map<String, String> environment) {
        int offset = number(environment, OFFSET, 0);
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<Integer, String> taken = new HashMap<>();
        for (Port port : Port.values()) {
            int number = number(environment, port.name(), port.usual + offset);
            if (number < 1 || number > HIGHEST) {
                throw new IllegalArgumentException(port.name() + " is " + number + ", not a port from 1 to " + HIGHEST
                        + " (" + OFFSET + " is " + offset + ")");
            }
            String other = taken.put(number, port.name());
            if (other != null) {
                throw new IllegalArgumentException(other + " and " + port.name() + " are both " + number);
            }
            ports.put(port.name(), number);
        }
        return new Ports(ports);
    }

    /** Whether a variable asks for particular ports, as opposed to whichever the running stack has. */
    static boolean chosen(Map<String, String> environment) {
        if (present(environment, OFFSET)) {
            return true;
        }
        for (Port port : Port.values()) {
            if (present(environment, port.name())) {
                return true;
            }
        }
        return false;
    }

    Map<String, String> toVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        byVariable.forEach((name, number) -> variables.put(name, String.valueOf(number)));
        return variables;
    }

    int http() {
        return get(Port.SLUICE_HTTP_PORT);
    }

    int management() {
        return get(Port.SLUICE_MANAGEMENT_PORT);
    }

    int processorManagement() {
        return get(Port.SLUICE_PROCESSOR_MANAGEMENT_PORT);
    }

    int postgres() {
        return get(Port.SLUICE_POSTGRES_PORT);
    }

    int redis() {
        return get(Port.SLUICE_REDIS_PORT);
    }

    int kafka() {
        return get(Port.SLUICE_KAFKA_PORT);
    }

    int kafkaController() {
        return get(Port.SLUICE_KAFKA_CONTROLLER_PORT);
    }

    private int get(Port port) {
        return number(port.name());
    }

    int number(String variable) {
        Integer number = byVariable.get(variable);
        if (number == null) {
            throw new IllegalStateException(variable + " is missing");
        }
        return number;
    }

    private static boolean present(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static int number(Map<String, String> environment, String name, int usual) {
        if (!present(environment, name)) {
            return usual;
        }
        String text = environment.getOrDefault(name, "").strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'");
        }
    }
}
