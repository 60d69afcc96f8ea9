package dev.sluice.processor.apply;

/**
 * How far a partition is applied, as PostgreSQL has it.
 *
 * @param logId the log's number in PostgreSQL
 * @param first offset where this partition's ledger begins
 * @param next offset of the first record that is not applied
 */
public record Progress(short logId, long first, long next) {}
