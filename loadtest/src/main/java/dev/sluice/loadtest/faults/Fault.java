package dev.sluice.loadtest.faults;

/** What is done to the stack while the load runs. */
@FunctionalInterface
interface Fault {

    /**
     * Breaks something and mends it again; returns when it is mended, or left to the stack to mend.
     *
     * @throws Exception when it could not be done; the scenario has then failed
     */
    void play(Stage stage) throws Exception;
}
