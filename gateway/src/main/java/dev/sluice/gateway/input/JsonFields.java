package dev.sluice.gateway.input;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The properties of a JSON object that came in. Nothing is converted: a number where a text belongs is an error. A null
 * stands for a property that is not there. At the end {@link #throwIfWrong()} refuses what was not asked for.
 */
public final class JsonFields {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final ObjectNode object;
    private final String prefix;
    private final ParameterErrors errors;
    private final Set<String> known = new HashSet<>();
    private final List<JsonFields> inner = new ArrayList<>();

    JsonFields(ObjectNode object) {
        this(object, "", new ParameterErrors());
    }

    private JsonFields(ObjectNode object, String prefix, ParameterErrors errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** A text of a length in UTF-16 characters; an error, and an empty text, when it is missing or wrong. */
    public String text(String name, int min, int max) {
        if (!has(name)) {
            wrong(name, "is required");
        }
        return optionalText(name, min, max).orElse("");
    }

    /** The same for a property that may be left out. */
    public Optional<String> optionalText(String name, int min, int max) {
        if (!has(name)) {
            return Optional.empty();
        }
        return text(name, object.get(name), min, max);
    }

    /** A list of different texts; an error, and an empty list, when it is wrong; empty when it is left out. */
    public Optional<List<String>> optionalTexts(String name, int minItems, int maxItems, int min, int max) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode list = object.get(name);
        if (!list.isArray() || list.size() < minItems || list.size() > maxItems) {
            wrong(name, "must be a list of " + minItems + " to " + maxItems + " texts");
            return Optional.of(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            text(name + '[' + i + ']', list.get(i), min, max).ifPresent(texts::add);
        }
        if (Set.copyOf(texts).size() < texts.size()) {
            wrong(name, "must not contain the same text twice");
        }
        return Optional.of(texts);
    }

    private Optional<String> text(String name, JsonNode node, int min, int max) {
        String text = node.isString() ? node.stringValue() : "";
        if (!node.isString() || text.length() < min || text.length() > max) {
            wrong(name, "must be a text of " + min + " to " + max + " characters");
            return Optional.empty();
        }
        if (CONTROL.matcher(text).find() || !isUnicode(text)) {
            wrong(name, "must not contain control characters or halves of characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** PostgreSQL takes no lone surrogates. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Whether a property is {@code true}; an error when it is there and neither true nor false. */
    public boolean isTrue(String name) {
        if (!has(name)) {
            return false;
        }
        JsonNode node = object.get(name);
        if (!node.isBoolean()) {
            wrong(name, "must be true or false");
        }
        return node.isBoolean() && node.booleanValue();
    }

    /** The same for a property that may be left out. */
    public Optional<Boolean> optionalBoolean(String name) {
        return has(name) ? Optional.of(isTrue(name)) : Optional.empty();
    }

    /** A whole number; an error when it is out of range, or no number, or one with a fraction; empty when it is left out. */
    public Optional<Long> optionalWhole(String name, long min, long max) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode node = object.get(name);
        boolean right = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= min
                && node.longValue() <= max;
        if (!right) {
            wrong(name, "must be a whole number from " + min + " to " + max);
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    /** An amount of money, as a text or a number; an error when it is neither; empty when it is left out. */
    public Optional<BigDecimal> optionalPrice(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<BigDecimal> price = Price.parse(decimalText(object.get(name)));
        if (price.isEmpty()) {
            wrong(name, Price.EXPECTED);
        }
        return price;
    }

    /** What has more digits than a double holds is no price anyway. */
    private static String decimalText(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Long.toString(node.longValue());
        }
        boolean finite = node.isFloatingPointNumber() && Double.isFinite(node.doubleValue());
        return finite ? BigDecimal.valueOf(node.doubleValue()).toPlainString() : "";
    }

    /** Whether a property is there and null, where that means to take its value away; it counts as known from now on. */
    public boolean isNull(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node != null && node.isNull();
    }

    /** An object within; an error, and an empty one, when it is missing or something else. Its errors are these. */
    public JsonFields object(String name) {
        boolean there = has(name) && object.get(name) instanceof ObjectNode;
        if (!there) {
            wrong(name, "must be an object");
        }
        JsonFields fields = new JsonFields(
                there ? (ObjectNode) object.get(name) : object.objectNode(), prefix + name + '.', errors);
        inner.add(fields);
        return fields;
    }

    /** Notes what is wrong with a property of this object. */
    public void wrong(String name, String message) {
        errors.add(prefix + name, message);
    }

    /** Whether a property is there; it counts as known from now on. */
    public boolean has(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node != null && !node.isNull();
    }

    public ParameterErrors errors() {
        return errors;
    }

    /** To be called when all properties have been read: throws the problem, unless everything was right. */
    public void throwIfWrong() {
        refuseUnknown();
        errors.throwIfAny();
    }

    private void refuseUnknown() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                wrong(name, "is not a property of this request");
            }
        }
        inner.forEach(JsonFields::refuseUnknown);
    }
}
