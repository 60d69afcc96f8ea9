package dev.sluice.loadtest.stack;

/**
 * A tenant and the secret that signs its deliveries.
 *
 * @param name its domain, as the header has it
 */
public record Shop(String name, String secret) {

    @Override
    public String toString() {
        return name;
    }
}
