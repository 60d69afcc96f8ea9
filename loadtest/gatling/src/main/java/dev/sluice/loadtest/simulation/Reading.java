package dev.sluice.loadtest.simulation;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/** A member of staff: lists the newest orders, turns a few pages, looks at one of the orders and at its timeline. */
final class Reading {
    private static final int PAGES = 4;
    private static final String ORDERS = "/api/v1/admin/orders";
    private static final String CURSOR = "cursor";
    private static final String ORDER = "order";

    private final Tally tally;
    private final String token;
    private final Duration least;
    private final Duration most;

    /**
     * @param token of a login; every reader uses the same, since logging in is no part of reading
     * @param least pause between two requests of one reader
     */
    Reading(Tally tally, String token, Duration least, Duration most) {
        this.tally = tally;
        this.token = token;
        this.least = least;
        this.most = most;
    }

    ChainBuilder visit() {
        return exec(session -> session.removeAll(CURSOR, ORDER))
                .exec(counted("page 1", page("page 1", ORDERS + "?limit=50")))
                .exec(pause(least, most))
                .exec(repeat(PAGES)
                        .on(doIf(session -> session.contains(CURSOR))
                                .then(counted("page 2 to 5", page("page 2 to 5", ORDERS + "?limit=50&cursor=#{cursor}"))
                                        .exec(pause(least, most)))))
                .doIf(session -> session.contains(ORDER))
                .then(counted("order", get("order", ORDERS + "/#{order}"))
                        .exec(counted("timeline", get("timeline", ORDERS + "/#{order}/timeline")))
                        .exec(pause(least, most)));
    }

    private ChainBuilder counted(String name, HttpRequestActionBuilder request) {
        return exec(session -> session.removeAll(Tally.STATUS, Tally.MILLIS).set(Tally.SENDER, name))
                .exec(request)
                .exec(tally::count);
    }

    private HttpRequestActionBuilder page(String name, String path) {
        return get(name, path)
                .check(
                        jsonPath("$.page.next_cursor").optional().saveAs(CURSOR),
                        jsonPath("$.data[*].id").findRandom().optional().saveAs(ORDER));
    }

    private HttpRequestActionBuilder get(String name, String path) {
        return http(name)
                .get(path)
                .header("Authorization", "Bearer " + token)
                .check(status().saveAs(Tally.STATUS), responseTimeInMillis().saveAs(Tally.MILLIS), status().is(200));
    }
}
