package dev.sluice.processor.audit;

import dev.sluice.contract.Outcome;

/**
 * An outcome row of the stretch that is audited.
 *
 * @param repeated false for a duplicate whose delivery no earlier row knows
 */
record AuditedOutcome(long offset, Outcome outcome, boolean repeated) {}
