package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
        assertThat(shown).containsExactly("0/2 false", "1/2 false", "2/2 false", "2/2 true");
    }

    /** 900 of 1,000 steps were done before; the hundred left have taken no time yet. */
    @Test
    void whatAnEarlierRunDidSaysNothingAboutTheRate() throws Exception {
        try (var progress = Progress.of("training", 1000)) {
            progress.resumed(900);
            assertThat(progress.done()).isEqualTo(900);
            assertThat(progress.toString())
                    .contains("900/1000")
                    .doesNotContain("/s")
                    .doesNotContain("left");
            progress.step(50, "");
            var line = progress.toString();
            assertThat(line).contains("950/1000").contains(" left");
            double spent = Double.parseDouble(line.replaceAll(".*1000, ([0-9.]+) s.*", "$1"));
            double left = Double.parseDouble(line.replaceAll(".* ([0-9.]+) s left.*", "$1"));
            assertThat(left).isEqualTo(spent);
        }
    }

    @Test
    void eachItemIsAStepOfOneBarThatEndsAlsoWhereAnItemFails() {
        var shown = new ArrayList<Progress>();
        Progress.showOn(shown::add);
        var items = new ArrayList<String>();
        Progress.each("letters", List.of("a", "b"), item -> {
            try (var part = Progress.of("part", 1)) {
                items.add(item);
                part.step("");
            }
        });
        assertThat(items).containsExactly("a", "b");
        assertThat(shown).allMatch(one -> one == shown.get(0));
        assertThat(shown.get(0).done()).isEqualTo(2);
        assertThat(shown.get(0).finished()).isTrue();
        assertThatThrownBy(() -> Progress.each("letters", List.of("a"), item -> {
                    throw new IllegalStateException(item);
                }))
                .hasMessage("a");
        assertThat(shown.get(shown.size() - 1).finished()).isTrue();
    }

    @Test
    void workInsideOtherWorkStandsBehindIt() {
        var shown = new ArrayList<Progress>();
        var lines = new ArrayList<String>();
        Progress.showOn(progress -> {
            shown.add(progress);
            lines.add(progress.toString());
        });
        try (var rounds = Progress.of("rounds", 3)) {
            try (var training = Progress.of("training", 20)) {
                training.step(5, "loss 0.31");
                training.soFar(Origin.of("curve"));
                assertThat(lines.get(lines.size() - 1)).matches("rounds 0/3, .* s; training 5/20, .*, loss 0.31");
                assertThat(rounds.soFar()).isPresent();
            }
            rounds.step("");
            assertThat(lines.get(lines.size() - 1)).startsWith("rounds 1/3").doesNotContain("training");
            assertThat(shown).allMatch(one -> one == rounds);
        }
        try (var after = Progress.of("after", 1)) {
            assertThat(shown.get(shown.size() - 1)).isSameAs(after);
        }
    }

    @Test
    void countsAreShortAndTheTotalMayBeUnknown() {
        try (var progress = Progress.of("downloading", 0)) {
            progress.step(12_345_678, "");
            assertThat(progress.toString()).startsWith("downloading 12.3 M, ").doesNotContain("left");
        }
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
