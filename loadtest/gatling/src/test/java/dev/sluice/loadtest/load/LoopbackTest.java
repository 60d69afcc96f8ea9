package dev.sluice.loadtest.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.loadtest.cli.UsageException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3"})
    void load_goes_to_this_machine(String target) {
        assertThatCode(() -> Loopback.require(URI.create(target))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.7:8080", "http://10.0.0.1", "http:///nowhere", "gateway"})
    void and_nowhere_else_unless_asked_for(String target) {
        assertThatThrownBy(() -> Loopback.require(URI.create(target)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--any-target");
    }
}
