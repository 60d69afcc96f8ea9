package dev.sluice.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.problem.ProblemException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

class BodyTest {
    private static final int MOST = 100_000;

    private final BodyBudget budget = new BodyBudget(2L * MOST);

    private static DataBuffer part(int size, byte filledWith) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, filledWith);
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }

    @Test
    void partsBecomeOneBody() {
        for (long announced : new long[] {-1, 0, 5, 40_000, 99_999_999}) {
            Body body = new Body(budget, MOST, announced);
            body.add(part(30_000, (byte) 1));
            body.add(part(10_000, (byte) 2));

            assertThat(body.bytes()).hasSize(40_000);
            assertThat(body.bytes()[29_999]).isEqualTo((byte) 1);
            assertThat(body.bytes()[30_000]).isEqualTo((byte) 2);
            assertThat(budget.used()).isEqualTo(40_000);
            body.release();
            body.release();
            assertThat(budget.used()).isZero();
        }
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        Body body = new Body(budget, MOST, -1);
        body.add(part(MOST, (byte) 1));

        assertThatThrownBy(() -> body.add(part(1, (byte) 1))).isInstanceOf(ProblemException.class);
    }

    @Test
    void largeBodiesCannotTakeTheRoomOfOrdinaryOnes() {
        Body large = new Body(budget, MOST, MOST);
        large.add(part(90_000, (byte) 1));
        Body second = new Body(budget, MOST, MOST);

        assertThatThrownBy(() -> second.add(part(90_000, (byte) 1))).isInstanceOf(ProblemException.class);
        new Body(budget, MOST, 6_000).add(part(6_000, (byte) 1));
        assertThat(budget.used()).isEqualTo(96_000);
    }
}
