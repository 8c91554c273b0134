package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @AfterEach
    void showNowhere() {
        Progress.showOn(progress -> {});
    }

    @Test
    void everyStepAndTheEndAreShown() {
        var shown = new ArrayList<String>();
        Progress.showOn(progress -> shown.add(progress.done() + "/" + progress.total() + " " + progress.finished()));
        try (var progress = Progress.of("training", 2)) {
            progress.step("");
            progress.step("loss 0.31");
        }
        assertThat(shown).containsExactly("1/2 false", "2/2 false", "2/2 true");
    }

    @Test
    void interruptEndsTheWorkAtTheNextStep() {
        try (var progress = Progress.of("training", 2)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> progress.step(""))
                    .isInstanceOf(Progress.Interrupted.class)
                    .hasMessage("training was interrupted");
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
