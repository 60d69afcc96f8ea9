package dev.sluice.gateway.admin.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param action what was done, as {@code <thing>.<verb>}
 * @param target id of what it was done to
 * @param shop the shop that it concerns; null when none, or several
 * @param detail what else is worth knowing: never a secret, never anything of a customer
 */
public record AuditEntry(
        Act by, String action, String target, @Nullable String shop, Map<String, Object> detail) {}
