package dev.sluice.gateway.dedup;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** EVALSHA, and EVAL when Redis has forgotten the script. */
final class RedisScriptCalls implements ScriptCalls {
    private final RedisConnector connector;

    RedisScriptCalls(RedisConnector connector) {
        this.connector = connector;
    }

    @Override
    public CompletionStage<List<Long>> run(Script script, String[] keys, byte[][] arguments) {
        return call(script, keys, arguments);
    }

    /** The same for a script that answers with whatever: texts are bytes, whole numbers {@link Long}s. */
    <T> CompletionStage<List<T>> call(Script script, String[] keys, byte[][] arguments) {
        RedisAsyncCommands<String, byte[]> redis = connector.commands();
        CompletionStage<List<T>> answer = redis.evalsha(script.sha1(), ScriptOutputType.MULTI, keys, arguments);
        return answer.exceptionallyCompose(failure -> isUnknownScript(failure)
                ? redis.eval(script.source(), ScriptOutputType.MULTI, keys, arguments)
                : CompletableFuture.failedFuture(failure));
    }

    private static boolean isUnknownScript(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RedisNoScriptException;
    }
}
