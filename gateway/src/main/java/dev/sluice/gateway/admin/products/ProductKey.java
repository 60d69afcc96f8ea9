package dev.sluice.gateway.admin.products;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;

/** Which product: a SKU counts for its shop only. */
record ProductKey(String shop, String sku) {

    static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such product.").asException();
    }

    /** As the audit log names it. */
    @Override
    public String toString() {
        return shop + ':' + sku;
    }
}
