package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.UsageException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Keeps a load from going to somebody else's machine by mistake. */
final class Loopback {

    /** @throws UsageException when the address is not this machine's own */
    static void require(URI target) {
        String host = target.getHost();
        try {
            if (host != null && InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            // Refused like any other host.
        }
        throw new UsageException(target + " is not this machine; --any-target sends load there all the same");
    }

    private Loopback() {}
}
