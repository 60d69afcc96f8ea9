package dev.sluice.loadtest.bench;

import java.io.Closeable;
import java.io.IOException;

/** Something that reads a page of orders over a connection of its own. */
interface Page extends Closeable {

    /** Opens connections. */
    @FunctionalInterface
    interface Source {
        Page open() throws IOException;
    }

    /** @return bytes of the page */
    int read() throws IOException;
}
