package dev.sluice.local.server;

import java.util.Locale;

/** The machine's system and processor, in the words of the binaries' artifacts. */
enum Platform {
    LINUX_AMD64("/postgres-linux-x86_64.txz", "/redis-server-6.2.6-v5-linux-amd64"),
    LINUX_ARM64("/postgres-linux-arm_64.txz", "/redis-server-6.2.7-linux-arm64"),
    MAC_AMD64("/postgres-darwin-x86_64.txz", "/redis-server-6.2.6-v5-darwin-amd64"),
    MAC_ARM64("/postgres-darwin-arm_64.txz", "/redis-server-6.2.6-v5-darwin-arm64");

    /** Statically linked, 32 bits: runs where libssl 3 is missing. */
    static final String STATIC_REDIS = "/redis-server-6.2.7-linux-386";

    private final String postgresArchive;
    private final String redisExecutable;

    Platform(String postgresArchive, String redisExecutable) {
        this.postgresArchive = postgresArchive;
        this.redisExecutable = redisExecutable;
    }

    String postgresArchive() {
        return postgresArchive;
    }

    String redisExecutable() {
        return redisExecutable;
    }

    /** @throws ServerException on any other machine */
    static Platform current() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        boolean arm = processor.equals("aarch64");
        boolean known = arm || processor.equals("amd64") || processor.equals("x86_64");
        if (known && system.startsWith("linux")) {
            return arm ? LINUX_ARM64 : LINUX_AMD64;
        }
        if (known && system.startsWith("mac")) {
            return arm ? MAC_ARM64 : MAC_AMD64;
        }
        throw new ServerException("The embedded servers exist for Linux and macOS on x86-64 and ARM64, not for "
                + system + " on " + processor + "; run them in containers instead.");
    }
}
