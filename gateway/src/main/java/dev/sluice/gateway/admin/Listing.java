package dev.sluice.gateway.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements of a listing: one for each set of conditions on single columns, put together at construction. */
public final class Listing {
    private final Map<Set<String>, String> statements = new HashMap<>();

    /**
     * @param name statement with a part {@code filter}
     * @param conditions a condition's SQL by its name, such as {@code shop = :shop}
     * @param parts further parts of the statement
     */
    public Listing(String name, Map<String, String> conditions, Map<String, String> parts) {
        for (List<String> names : subsets(List.copyOf(conditions.keySet()))) {
            StringBuilder filter = new StringBuilder();
            names.forEach(condition -> filter.append(conditions.get(condition)).append(" AND "));
            Map<String, String> all = new HashMap<>(parts);
            all.put("filter", filter.toString());
            statements.put(Set.copyOf(names), SqlParts.read(name, all));
        }
    }

    /**
     * @throws IllegalArgumentException for a condition that the listing does not have
     */
    public String statement(Set<String> conditions) {
        String statement = statements.get(conditions);
        if (statement == null) {
            throw new IllegalArgumentException("no listing with the conditions " + conditions);
        }
        return statement;
    }

    private static List<List<String>> subsets(List<String> names) {
        List<List<String>> subsets = new ArrayList<>(List.of(List.of()));
        for (String name : names) {
            for (List<String> smaller : List.copyOf(subsets)) {
                List<String> larger = new ArrayList<>(smaller);
                larger.add(name);
                subsets.add(larger);
            }
        }
        return subsets;
    }
}
