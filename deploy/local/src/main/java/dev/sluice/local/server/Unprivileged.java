package dev.sluice.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL refuses to run as root. Where we are root, it runs as nobody; nothing here needs a user namespace, which a
 * default container refuses.
 */
final class Unprivileged {
    private static final String NOBODY = "65534";

    private Unprivileged() {}

    static boolean needed() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The command as the unprivileged user; the process id stays the same. {@code paths} are those it must reach. */
    static List<String> command(List<String> command, List<Path> paths) {
        if (!needed()) {
            return command;
        }
        Path setpriv = Commands.find("setpriv")
                .orElseThrow(
                        () -> new ServerException("PostgreSQL does not run as root, and setpriv (util-linux), which"
                                + " starts it as another user, is missing: install it, or run as an ordinary user."));
        List<String> whole = new ArrayList<>(
                List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        if (paths.stream().anyMatch(path -> closedAncestor(path).isPresent())) {
            // A checkout under a closed home: keep the one capability that enters it. Without the secure bit the
            // kernel's access(2) would ignore the capability.
            whole.addAll(List.of(
                    "--securebits=+no_setuid_fixup",
                    "--inh-caps=-all,+dac_override",
                    "--ambient-caps=-all,+dac_override"));
        }
        whole.addAll(command);
        return whole;
    }

    /** Gives a tree to the unprivileged user. */
    static void own(Path root) throws IOException, InterruptedException {
        if (needed()) {
            Path chown = Commands.find("chown").orElseThrow(() -> new ServerException("chown is missing"));
            Commands.require(
                    "Giving " + root + " to PostgreSQL's user",
                    List.of(chown.toString(), "-R", NOBODY + ":" + NOBODY, root.toString()));
        }
    }

    /** The nearest directory above that others may not enter. */
    private static Optional<Path> closedAncestor(Path path) {
        for (Path dir = path.toAbsolutePath().getParent(); dir != null; dir = dir.getParent()) {
            if (!openToOthers(dir)) {
                return Optional.of(dir);
            }
        }
        return Optional.empty();
    }

    private static boolean openToOthers(Path dir) {
        try {
            return Files.getPosixFilePermissions(dir, new LinkOption[0]).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            return true;
        }
    }
}
