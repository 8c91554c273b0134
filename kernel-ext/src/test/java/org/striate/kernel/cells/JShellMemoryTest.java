package org.striate.kernel.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JShellMemoryTest {

    @Test
    void whatNothingCanReferToIsForgottenAndTheRestStays() throws Exception {
        var evaluator = new Evaluator(List.of());
        try {
            assertThat(JShellMemory.of(evaluator.shell())).isPresent();
            assertThat(value(
                            evaluator,
                            "int first = 7;\nint twice(int n) { return n * 2; }\nrecord Pair(int a, int b) {}"))
                    .isEmpty();
            for (int i = 0; i < 150; i++) {
                value(evaluator, "int again = " + i + ";\nif (again < 0) { again++; }");
            }
            assertThat(evaluator.shell().snippets().count()).isLessThan(160);
            assertThat(value(evaluator, "int after = twice(first) + again;\nnew Pair(after, again).a()"))
                    .contains(163);
            assertThat(value(evaluator, "int twice(int n) { return n * 3; }\ntwice(first)"))
                    .contains(21);
        } finally {
            evaluator.close();
        }
    }

    @Test
    void aYoungCompilerKnowsWhatTheSessionDeclared() throws Exception {
        var evaluator = new Evaluator(List.of());
        try {
            value(evaluator, "import java.util.concurrent.atomic.AtomicInteger;\nvar count = new AtomicInteger(4);");
            value(evaluator, "record Pair(int a, int b) {}");
            JShellMemory.of(evaluator.shell()).orElseThrow().renewCompiler();
            assertThat(value(evaluator, "int sum(Pair p) { return p.a() + p.b() + count.get(); }\nsum(new Pair(1, 2))"))
                    .contains(7);
        } finally {
            evaluator.close();
        }
    }

    private static Optional<Object> value(Evaluator evaluator, String cell) throws CellFailure {
        return evaluator.evaluate(cell, 1, shown -> shown);
    }
}
