package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.testing.Needs;

/**
 * Every notebook of the course runs from top to bottom in time, and what it shows bears out what it claims. The rendered
 * edition is what this leaves in {@code notebooks/target/rendered}.
 */
class NotebooksTest {

    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    static List<Notebook> selfContained() {
        return Notebook.selfContained();
    }

    static List<Notebook> onRecordings() {
        return Notebook.all().stream().filter(Notebook::onRecordings).toList();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource
    void selfContained(Notebook notebook) {
        runsAndShowsWhatItClaims(notebook);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource
    @Needs(Needs.What.REAL_DATA)
    void onRecordings(Notebook notebook) {
        runsAndShowsWhatItClaims(notebook);
    }

    @Test
    void everyClaimIsOfANotebook() {
        assertThat(Claims.all())
                .allSatisfy(claim -> assertThat(Notebook.named(claim.notebook()).file())
                        .as(claim.text())
                        .exists());
    }

    private static void runsAndShowsWhatItClaims(Notebook notebook) {
        var claims = Claims.of(notebook);
        assertThat(claims).as("claims of %s", notebook).isNotEmpty();
        var executed = Runner.run(notebook);
        var values = executed.values();
        assertThat(claims.stream().map(claim -> Claims.problem(claim, values)).filter(problem -> !problem.isEmpty()))
                .as("what does not hold of %s", values)
                .isEmpty();
        assertThat(executed.tagged("figure")).isNotEmpty().allSatisfy(NotebooksTest::hasADescribedPicture);
        assertThat(executed.time())
                .as("time of %s", notebook)
                .isLessThan(notebook.name().startsWith("00") ? QUICK : LONGEST);
    }

    private static void hasADescribedPicture(JsonObject cell) {
        assertThat(Notebook.outputs(cell)
                        .filter(output -> output.has("data"))
                        .map(output -> output.getAsJsonObject("data"))
                        .filter(data -> data.has("image/png"))
                        .map(data -> Notebook.text(data.get("text/plain"))))
                .as("pictures with a description, of\n%s", Notebook.source(cell))
                .anyMatch(text -> text.matches("(?s)(so far: )?Figure: .{10,}"));
    }
}
