package dev.sluice.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few keywords of JSON Schema that the contract's files use; any other is an error, so that none goes unchecked. */
final class JsonSchema {
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "title", "description", "examples");

    private JsonSchema() {}

    /**
     * @param name of a file in {@code contract/}
     */
    static JsonNode read(String name) throws IOException {
        try (InputStream file = JsonSchema.class.getResourceAsStream("/contract/" + name)) {
            if (file == null) {
                throw new IOException("there is no contract/" + name);
            }
            return JsonMapper.shared().readTree(file);
        }
    }

    static Set<String> properties(JsonNode schema) {
        return new TreeSet<>(schema.path("properties").propertyNames());
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.stringValue()));
        return strings;
    }

    /** What is wrong with a value; empty when nothing is. */
    static List<String> errors(JsonNode schema, JsonNode value) {
        List<String> errors = new ArrayList<>();
        check("$", schema, value, errors);
        return errors;
    }

    private static void check(String at, JsonNode schema, JsonNode value, List<String> errors) {
        for (String keyword : schema.propertyNames()) {
            if (!ANNOTATIONS.contains(keyword) && !holds(at, keyword, schema, value, errors)) {
                errors.add(at + ": " + keyword + " " + schema.path(keyword) + " does not hold for " + value);
            }
        }
    }

    private static boolean holds(String at, String keyword, JsonNode schema, JsonNode value, List<String> errors) {
        JsonNode wanted = schema.path(keyword);
        return switch (keyword) {
            case "type" -> wanted.isArray() ? anyType(wanted, value) : isOfType(wanted.stringValue(), value);
            case "const" -> wanted.equals(value);
            case "enum" -> contains(wanted, value);
            case "pattern" ->
                Pattern.compile(wanted.stringValue()).matcher(value.asString()).find();
            case "minimum" -> value.decimalValue().compareTo(wanted.decimalValue()) >= 0;
            case "required" -> strings(wanted).stream().allMatch(value::has);
            case "additionalProperties" -> !wanted.isBoolean() || wanted.booleanValue() || onlyKnown(schema, value);
            case "properties" -> {
                for (String name : wanted.propertyNames()) {
                    if (value.has(name)) {
                        check(at + '.' + name, wanted.path(name), value.path(name), errors);
                    }
                }
                yield true;
            }
            case "items" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(at + '[' + i + ']', wanted, value.path(i), errors);
                }
                yield true;
            }
            default -> throw new IllegalStateException(at + ": " + keyword + " is a keyword that is not checked");
        };
    }

    private static boolean onlyKnown(JsonNode schema, JsonNode value) {
        return properties(schema).containsAll(value.propertyNames());
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyType(JsonNode types, JsonNode value) {
        return strings(types).stream().anyMatch(type -> isOfType(type, value));
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException(type + " is a type that is not checked");
        };
    }
}
