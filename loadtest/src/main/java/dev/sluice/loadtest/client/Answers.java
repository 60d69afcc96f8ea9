package dev.sluice.loadtest.client;

/** Hears what becomes of the calls; called by several threads at once. */
public interface Answers {

    /**
     * The last word on a call: a 2xx, an answer that asking again would not change, or the last of its attempts.
     *
     * @param status HTTP status
     * @param body at most a few kilobytes of it, in Latin-1; empty unless the client keeps bodies
     * @param nanos of the last attempt, from its first byte sent to its last byte received
     * @param attempts 1 when it went through at once
     */
    void answered(Call call, int status, String body, long nanos, int attempts);

    /** An attempt was refused for now or its connection broke; there will be another one. */
    void repeated(Call call, String why);

    /** No attempt got an answer, and there will be no more. */
    void lost(Call call, String why);
}
