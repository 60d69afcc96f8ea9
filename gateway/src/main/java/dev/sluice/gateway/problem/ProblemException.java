package dev.sluice.gateway.problem;

/** Carries a refusal up to {@link ProblemHandler}; without a stack trace, as refusals are frequent in an overload. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
