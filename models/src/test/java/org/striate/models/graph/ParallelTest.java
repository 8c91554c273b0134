package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {

    @Test
    void allOthersEndBeforeAFailureIsTold() {
        var running = new AtomicInteger();
        var done = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.each(1000, i -> {
                    running.incrementAndGet();
                    if (i % 10 == 0) {
                        running.decrementAndGet();
                        throw new OutOfMemoryError("full");
                    }
                    done.incrementAndGet();
                    running.decrementAndGet();
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(running.get()).isZero();
        assertThat(done.get()).isEqualTo(900);
    }
}
