package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often each claim holds: every tutorial runs with its own seed and with three others. The counts are printed and
 * written to {@code target/claims.md}; it is for people to judge them. Run by the profile "claims".
 */
class SeedsTest {

    private static final Path TABLE = Runner.TARGET.resolve("claims.md");
    private static final Pattern SEED = Pattern.compile("int seed = (\\d+)");
    private static final int[] SHIFTS = {0, 1000, 2000, 3000};
    private static final List<String> ROWS = new ArrayList<>();

    static List<Notebook> seeded() {
        return Notebook.all().stream().filter(Notebook::isSeeded).toList();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("seeded")
    @Tag("claims")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void claimsHoldWithOtherSeeds(Notebook notebook) throws IOException {
        var runs = new ArrayList<Values>();
        for (int shift : SHIFTS) {
            runs.add(valuesOf(reseeded(notebook, shift, Runner.TARGET.resolve("claims/kept"))));
        }
        for (var claim : Claims.of(notebook)) {
            long held =
                    runs.stream().filter(values -> Claims.holds(claim, values)).count();
            ROWS.add("| " + notebook + " | " + claim.text() + " | " + held + " of " + SHIFTS.length + " |");
        }
        assertThat(Claims.of(notebook))
                .as("with the notebook's own seed")
                .allMatch(claim -> Claims.holds(claim, runs.get(0)));
    }

    /** What it printed; nothing if it failed, so that none of its claims holds. */
    private static Values valuesOf(Notebook notebook) {
        try {
            return Runner.run(notebook, Runner.TARGET.resolve("claims")).values();
        } catch (IllegalStateException e) {
            System.out.println(notebook + " failed:\n" + e.getMessage());
            return Values.printed("");
        }
    }

    private static Notebook reseeded(Notebook notebook, int shift, Path folder) throws IOException {
        var json = notebook.json();
        var copy = notebook.name() + "-plus-" + shift + ".ipynb";
        Notebook.stream(json.getAsJsonArray("cells"))
                .filter(cell -> Notebook.hasTag(cell, "seed"))
                .forEach(cell -> cell.addProperty("source", shifted(Notebook.source(cell), shift)));
        Files.createDirectories(folder);
        return new Notebook(Files.writeString(folder.resolve(copy), json.toString()));
    }

    private static String shifted(String source, int shift) {
        return SEED.matcher(source).replaceFirst(match -> "int seed = " + (Integer.parseInt(match.group(1)) + shift));
    }

    @Test
    void seedIsShiftedInTheSeedCellAlone() {
        assertThat(shifted("int seed = 7; // int seed = 8", 1000)).isEqualTo("int seed = 1007; // int seed = 8");
    }

    @AfterAll
    static void print() throws IOException {
        if (!ROWS.isEmpty()) {
            var table = "| tutorial | claim | held |\n|---|---|---|\n" + String.join("\n", ROWS) + "\n";
            Files.createDirectories(Runner.TARGET);
            Files.writeString(TABLE, table);
            System.out.println(table);
        }
    }
}
