package dev.sluice.processor.apply;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Classifies what stopped a transaction; the one place that may blame an event. */
enum Failure {
    /** Another instance moved the progress: what was read in this batch may be applied already. */
    FENCED,
    /** The data can't be stored, so it will fail again: the event is to blame. */
    POISON,
    /** Anything else: the connection, a lock, a deadlock, a full disk, a missing table. Never held against an event. */
    TRANSIENT;

    /**
     * SQLSTATE classes that speak of the values in a statement: data exception, integrity constraint, program limit
     * (PostgreSQL's errcodes appendix). Everything that is not listed is the environment's fault.
     */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    static Failure of(Throwable error) {
        if (error instanceof FencedException) {
            return FENCED;
        }
        if (error instanceof DataException) {
            return POISON;
        }
        String state = sqlState(error);
        return state != null && state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2))
                ? POISON
                : TRANSIENT;
    }

    /**
     * Whether a transaction took too long, here or in PostgreSQL for one of its statements (57014). Waiting for somebody
     * else's lock is not meant: that takes as long for one event as for many.
     */
    static boolean isTimeout(Throwable error) {
        return error instanceof TimeoutException || "57014".equals(sqlState(error));
    }

    private static @Nullable String sqlState(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException database) {
                return database.getSqlState();
            }
        }
        return null;
    }

    /** Folding or encoding a batch failed, before the database saw it: only its data can be the cause. */
    static final class DataException extends RuntimeException {
        DataException(RuntimeException cause) {
            super(cause);
        }
    }

    /** Runs a step that nothing but the batch's data can make fail. */
    static <T> T ofData(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            throw new DataException(e);
        }
    }

    /** The fence's update found no row. */
    static final class FencedException extends RuntimeException {
        FencedException() {
            super("the partition's progress is not where this instance saw it", null, false, false);
        }
    }
}
