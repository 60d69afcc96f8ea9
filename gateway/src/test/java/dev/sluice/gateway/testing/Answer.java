package dev.sluice.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered. */
public record Answer(int status, HttpHeaders headers, String body) {

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The texts of one property of all elements of {@code data}. */
    public List<String> data(String property) {
        return StreamSupport.stream(json().get("data").spliterator(), false)
                .map(element -> element.get(property).asString())
                .toList();
    }

    public Answer is(int expected) {
        assertThat(status).describedAs(body).isEqualTo(expected);
        return this;
    }

    /** Asserts a problem of a type; every refusal is one. */
    public Answer isProblem(int expected, String type) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json().get("type").asString()).isEqualTo("/problems/" + type);
        assertThat(json().get("status").asInt()).isEqualTo(expected);
        return this;
    }

    /** Asserts a refusal that names what is wrong. */
    public Answer isWrongParameter(String parameter) {
        isProblem(400, "invalid-parameter");
        assertThat(StreamSupport.stream(json().get("errors").spliterator(), false)
                        .map(error -> error.get("parameter").asString()))
                .contains(parameter);
        return this;
    }
}
