package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void withoutVariablesThePortsAreTheUsualOnes() {
        Ports ports = Ports.of(Map.of());
        assertThat(ports.http()).isEqualTo(8080);
        assertThat(ports.kafkaController()).isEqualTo(19093);
        assertThat(Ports.chosen(Map.of())).isFalse();
    }

    @Test
    void theOffsetShiftsEveryPortThatIsNotGivenItself() {
        Ports ports = Ports.of(Map.of("SLUICE_PORT_OFFSET", "100", "SLUICE_HTTP_PORT", "9000"));
        assertThat(ports.http()).isEqualTo(9000);
        assertThat(ports.management()).isEqualTo(8181);
        assertThat(ports.postgres()).isEqualTo(15532);
    }

    @Test
    void aWrongPortIsRefusedByItsVariable() {
        assertThatThrownBy(() -> Ports.of(Map.of("SLUICE_REDIS_PORT", "many")))
                .hasMessageContaining("SLUICE_REDIS_PORT");
        assertThatThrownBy(() -> Ports.of(Map.of("SLUICE_PORT_OFFSET", "60000")))
                .hasMessageContaining("SLUICE_HTTP_PORT is 68080");
        assertThatThrownBy(() -> Ports.of(Map.of("SLUICE_REDIS_PORT", "8080")))
                .hasMessageContaining("SLUICE_HTTP_PORT and SLUICE_REDIS_PORT are both 8080");
    }

    @Test
    void whatIsWrittenForTheNextRunIsReadAsTheSamePorts() {
        Ports ports = Ports.of(Map.of("SLUICE_PORT_OFFSET", "7"));
        assertThat(Ports.of(ports.toVariables())).isEqualTo(ports);
    }

    @Test
    void aTakenPortIsNotFreeAndItsOwnerIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(PortCheck.free(port)).isFalse();
            assertThat(PortCheck.complaint("SLUICE_HTTP_PORT", port, "gateway"))
                    .contains("Port " + port, "gateway", "SLUICE_HTTP_PORT");
        }
    }
}
