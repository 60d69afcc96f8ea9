package dev.sluice.gateway.dedup;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Runs a script on keys of one shop. */
interface ScriptCalls {

    /**
     * @return one number a key; fails when Redis does not answer
     */
    CompletionStage<List<Long>> run(Script script, String[] keys, byte[][] arguments);
}
