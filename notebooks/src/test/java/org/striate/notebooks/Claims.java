package org.striate.notebooks;

import java.util.List;
import java.util.stream.Stream;

/** The claims of all tutorials. */
final class Claims {

    private Claims() {}

    static List<Claim> all() {
        return Stream.of(
                        RecordingsClaims.all(),
                        GoalDrivenClaims.all(),
                        PhysiologyClaims.all(),
                        LearningClaims.all(),
                        TheoryClaims.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<Claim> of(Notebook notebook) {
        return all().stream()
                .filter(claim -> claim.notebook().equals(notebook.name()))
                .toList();
    }

    /** Whether the values bear the claim out; a value that is missing does not. */
    static boolean holds(Claim claim, Values values) {
        return problem(claim, values).isEmpty();
    }

    /** What speaks against the claim; empty where nothing does. */
    static String problem(Claim claim, Values values) {
        try {
            return claim.holds().test(values) ? "" : claim.text();
        } catch (IllegalArgumentException e) {
            return claim.text() + " (" + e.getMessage() + ")";
        }
    }
}
