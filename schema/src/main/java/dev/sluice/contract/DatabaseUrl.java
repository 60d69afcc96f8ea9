package dev.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;

/**
 * Where PostgreSQL is, in the form that its own tools take: {@code postgresql://user:password@host:port/database}. One
 * setting serves R2DBC, JDBC (migrations) and scripts.
 *
 * @param port defaults to 5432
 */
public record DatabaseUrl(String host, int port, String database, String user, String password) {

    /**
     * @throws IllegalArgumentException when the text is no such URL; the message does not repeat the text, which holds
     *     a password
     */
    public static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        String userInfo = uri.getRawUserInfo();
        String path = uri.getPath();
        boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!known || uri.getHost() == null || userInfo == null || path == null || path.length() < 2) {
            throw malformed();
        }
        int colon = userInfo.indexOf(':');
        return new DatabaseUrl(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                path.substring(1),
                decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "SLUICE_DATABASE_URL must look like postgresql://user:password@host:5432/database");
    }

    /** Without user and password, which JDBC takes apart from the URL. */
    public String jdbc() {
        return "jdbc:postgresql://" + host + ':' + port + '/' + database;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ':' + port + '/' + database;
    }
}
