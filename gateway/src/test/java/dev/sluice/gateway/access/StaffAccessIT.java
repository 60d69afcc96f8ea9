package dev.sluice.gateway.access;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.ADMIN_PASSWORD;
import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.VIEWER_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaffAccessIT {
    private static final String ORDERS = "/api/v1/admin/orders";
    private final AdminGateway gateway = AdminGateway.get();

    private Answer withToken(String token) {
        return gateway.send("GET", ORDERS, null, "Authorization", "Bearer " + token);
    }

    private static JWTClaimsSet.Builder adminClaims() {
        return new JWTClaimsSet.Builder()
                .issuer("sluice")
                .audience("sluice-admin")
                .subject(ADMIN_EMAIL)
                .claim("role", "admin")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(gateway.bean(DerivedKeys.class).forPurpose("staff-token")));
        return token.serialize();
    }

    @Test
    void the_first_admin_logs_in_with_what_the_installation_was_given() {
        Answer answer = gateway.login("  Admin@Example.com", ADMIN_PASSWORD).is(200);

        assertThat(answer.json().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(3_600);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        withToken(answer.json().get("access_token").asString()).is(200);
    }

    @Test
    void the_first_admin_s_password_is_kept_as_a_hash_and_made_once() {
        assertThat(gateway.database().column("SELECT password_hash FROM staff WHERE email = ?", ADMIN_EMAIL))
                .singleElement()
                .asString()
                .startsWith("{bcrypt}$2a$11$");
    }

    @Test
    void an_unknown_address_and_a_wrong_password_get_the_same_answer() {
        Answer unknown = gateway.login("nobody@example.com", ADMIN_PASSWORD).isProblem(401, "unauthenticated");
        Answer wrong = gateway.login(ADMIN_EMAIL, "correct horse batterz").isProblem(401, "unauthenticated");

        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.header("WWW-Authenticate"))
                .isEqualTo(wrong.header("WWW-Authenticate"))
                .startsWith("Bearer");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "admin,admin",
                "admin@example.com,admin",
                "admin@example.com,password",
                "admin@sluice.dev,sluice",
                "user,password",
                "root@localhost,root",
                "' OR 1=1 --,x",
                "admin@example.com,' OR '1'='1"
            })
    void no_default_credentials_let_anybody_in(String email, String password) {
        gateway.login(email, password).isProblem(401, "unauthenticated");
    }

    @Test
    void a_password_longer_than_bcrypt_reads_is_wrong_even_where_its_beginning_is_right() {
        String password = "0123456789".repeat(7) + "ab";
        gateway.addStaff("long@example.com", "viewer", password);

        gateway.login("long@example.com", password).is(200);
        gateway.login("long@example.com", password + "c").isProblem(401, "unauthenticated");
    }

    @Test
    void an_account_that_is_not_active_does_not_get_in() {
        gateway.addStaff("gone@example.com", "admin", "was right once upon a time");
        gateway.database().run("UPDATE staff SET active = false WHERE email = 'gone@example.com'");

        gateway.login("gone@example.com", "was right once upon a time").isProblem(401, "unauthenticated");
    }

    @Test
    void after_20_wrong_logins_even_the_right_password_has_to_wait() {
        gateway.addStaff("guessed@example.com", "viewer", "the right password");
        for (int i = 0; i < 20; i++) {
            gateway.login("guessed@example.com", "guess " + i).isProblem(401, "unauthenticated");
        }

        Answer refused =
                gateway.login("guessed@example.com", "the right password").isProblem(429, "rate-limited");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
        gateway.login(ADMIN_EMAIL, ADMIN_PASSWORD).is(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"email\":\"a@example.com\"}; password",
                "{\"email\":1,\"password\":\"x\"}; email",
                "{\"email\":\"a@example.com\",\"password\":\"\"}; password",
                "{\"email\":\"a@example.com\",\"password\":\"x\",\"remember\":true}; remember",
                "{\"email\":\"a\\u0000@example.com\",\"password\":\"x\"}; email"
            })
    void a_login_with_something_missing_wrong_or_unknown_is_told_which(String body, String parameter) {
        gateway.send("POST", "/api/v1/auth/token", body, "Content-Type", "application/json")
                .isWrongParameter(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{", "{} {}", "{\"email\":\"a\",\"email\":\"b\",\"password\":\"x\"}", "NaN"})
    void a_body_that_is_not_one_json_object_is_refused(String body) {
        gateway.send("POST", "/api/v1/auth/token", body, "Content-Type", "application/json")
                .isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json;charset=utf-16"})
    void another_content_type_is_refused(String type) {
        gateway.send("POST", "/api/v1/auth/token", "{}", "Content-Type", type).isProblem(415, "unsupported-media-type");
    }

    @Test
    void a_body_over_64_kib_is_refused() {
        gateway.send("POST", "/api/v1/auth/token", "[" + " ".repeat(70_000), "Content-Type", "application/json")
                .isProblem(413, "body-too-large");
    }

    @Test
    void without_a_token_there_is_nothing_to_see() {
        Answer answer = gateway.send("GET", ORDERS, null).isProblem(401, "unauthenticated");

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"sluice\"");
        for (String target :
                List.of("/api/v1/admin", "/api/v1/admin/", "/api/v1/admin/shops", "/api/v1/admin/nothing")) {
            gateway.send("GET", target, null).isProblem(401, "unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/%61dmin/orders",
                "/api/v1/admin/%6Frders",
                "/api/v1//admin/orders",
                "/api/v1/./admin/orders",
                "/api/v1/x/../admin/orders",
                "/api/v1/admin;x=1/orders",
                "/api/v1/ADMIN/orders",
                "/api/v1/admin/orders/"
            })
    void writing_the_path_in_another_way_does_not_get_around_the_token(String target) {
        Answer answer = gateway.send("GET", target, null);

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void a_token_that_is_not_signed_by_us_is_refused() throws JOSEException {
        withToken(signed(adminClaims().build())).is(200);

        withToken(new PlainJWT(adminClaims().build()).serialize()).isProblem(401, "unauthenticated");
        withToken("nonsense").isProblem(401, "unauthenticated");
        withToken("").isProblem(401, "unauthenticated");
        withToken(signed(adminClaims().build()) + "x").isProblem(401, "unauthenticated");
        assertThat(withToken("nonsense").header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void an_expired_token_is_refused() throws JOSEException {
        withToken(signed(adminClaims()
                        .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                        .build()))
                .isProblem(401, "unauthenticated");
    }

    @Test
    void a_token_in_the_query_is_no_token() {
        gateway.send("GET", ORDERS + "?access_token=" + gateway.token(ADMIN_EMAIL), null)
                .isProblem(401, "unauthenticated");
    }

    @Test
    void a_role_that_is_none_may_do_nothing() throws JOSEException {
        Answer answer =
                withToken(signed(adminClaims().claim("role", "owner").build())).isProblem(403, "forbidden");

        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER_EMAIL, OPERATOR_EMAIL})
    void who_is_no_admin_reads_and_changes_no_shop(String email) {
        gateway.as(email, "GET", "/api/v1/admin/shops", null).is(200);
        gateway.as(email, "POST", "/api/v1/admin/shops", "{}").isProblem(403, "forbidden");
        gateway.as(email, "PATCH", "/api/v1/admin/shops/a.example.com", "{}").isProblem(403, "forbidden");
    }

    @Test
    void an_answer_before_the_body_was_read_says_that_the_connection_ends() {
        Answer early = gateway.send("POST", "/api/v1/admin/shops", "{}", "Content-Type", "application/json");
        Answer late = gateway.as(ADMIN_EMAIL, "POST", "/api/v1/admin/shops", "{}");

        assertThat(early.isProblem(401, "unauthenticated").header("Connection")).isEqualTo("close");
        assertThat(late.isProblem(400, "invalid-parameter").header("Connection"))
                .isEmpty();
    }

    @Test
    void admin_answers_forbid_what_browsers_may_do_with_them() {
        Answer answer = gateway.get(ORDERS).is(200);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_wrong_method_is_told_the_right_ones_and_an_unknown_path_that_there_is_nothing() {
        Answer answer =
                gateway.as(ADMIN_EMAIL, "DELETE", "/api/v1/admin/shops", null).isProblem(405, "method-not-allowed");

        assertThat(answer.header("Allow")).contains("GET").contains("POST");
        assertThat(gateway.send("GET", "/api/v1/auth/token", null)
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("POST");
        gateway.get("/api/v1/admin/nothing").isProblem(404, "not-found");
        gateway.send("GET", "/nothing", null).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "heapdump", "beans", "configprops", "threaddump", "loggers", "mappings", "shutdown"})
    void the_inside_of_the_process_is_not_shown_to_anybody(String endpoint) {
        assertThat(gateway.management("/actuator/" + endpoint).status()).isEqualTo(404);
        gateway.send("GET", "/actuator/" + endpoint, null).is(404);
    }

    @Test
    void probes_and_metrics_need_no_token() {
        gateway.management("/actuator/prometheus").is(200);
        gateway.management("/actuator/health/liveness").is(200);
    }
}
