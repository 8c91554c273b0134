package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What %origin says of the statements that made a variable, and what --replay makes of them. */
class MakingsTest {

    /** More than JShell keeps of statements before it is made to forget them. */
    private static final int MANY = 120;

    private LiveSession session;

    @BeforeEach
    void start() {
        session = LiveSession.withMagics();
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private Optional<Object> value(String cell) {
        return session.value(cell);
    }

    private String shown(String cell) {
        return value(cell).orElseThrow().toString();
    }

    private void manyCells() {
        for (int i = 0; i < MANY; i++) {
            value("if (" + i + " < 0) { System.out.println(); }");
        }
    }

    @Test
    void statementsOfLongAgoAreStillThoseOfTheirTime() {
        value("int trials = 3;");
        value("var seen = List.of(trials);");
        value("int trials = 2;");
        manyCells();
        assertThat(shown("%origin seen")).startsWith("int trials = 3;\nvar seen = List.of(trials);");
        assertThat(shown("%origin seen --replay")).startsWith("seen: made again, the same");
    }

    @Test
    void changesOfLongAgoAreStillKnown() {
        value("int n = 1;");
        value("n = 5;");
        value("var y = n * 2;");
        manyCells();
        assertThat(session.traceback("%origin y --replay"))
                .contains("variable n: was changed after its declaration, by n = 5; expected");
    }

    @Test
    void whatHadToBeForgottenIsRefused() {
        value("int n = 1;");
        value("var y = n * 2;");
        var large = "x".repeat(20_000);
        for (int i = 0; i < MANY; i++) {
            value("var text = \"" + large + i + "\";");
        }
        assertThat(session.traceback("%origin y")).contains("variable y: its declaration is remembered no more");
        value("var y = n * 2;");
        assertThat(session.traceback("%origin y --replay"))
                .contains("variable n: its declaration is remembered no more; expected")
                .contains("Run its cell again");
        value("int n = 1;");
        value("var y = n * 2;");
        assertThat(shown("%origin y --replay")).startsWith("y: made again, the same");
    }

    @Test
    void callsThatChangeAnArrayAreChanges() {
        value("double[] w = new double[3];");
        value("IntStream.range(0, 3).forEach(i -> { w[i] = 2.0 * i; });");
        value("var s = w[1];");
        assertThat(session.traceback("%origin s --replay"))
                .contains("variable w: was changed after its declaration, by IntStream.range(0, 3)");
    }

    @Test
    void assignmentsBehindKeywordsAndArrowsAreChanges() {
        value("boolean a = true; int m = 0; int k = 0; int p = 0; int q = 0; int[] r = {0, 1}; int t = 0;");
        value("if (a) m = 1; else k = 5;");
        value("switch (m) { case 1 -> p = 5; default -> m = 3; }");
        value("do q = 5; while (q < 5);");
        value("r[r[0]] = 4;");
        value("if (m > t++) { m = 4; }");
        value("var sums = List.of(k + 1, 1);");
        for (var changed : new String[] {"k", "p", "q", "r[0]", "t"}) {
            value("var sum = " + changed + " + 1;");
            assertThat(session.traceback("%origin sum"))
                    .contains("variable " + changed.charAt(0) + ": was changed after its declaration");
        }
    }

    @Test
    void declarationsWithinBlocksAreNoChanges() {
        value("int n = 1; List<Integer> ns = List.of(1);");
        value("{ int   n = 5; List<Integer> ns = List.of(n); int[] ks = {n == 5 ? 1 : 2}; }");
        value("var sum = n + ns.size();");
        assertThat(shown("%origin sum --replay")).startsWith("sum: made again, the same");
    }

    @Test
    void modifiersThatABlockMayNotHaveAreLeftOut() {
        value("static final int N = 4;");
        value("@SuppressWarnings(\"unused\") public /* ours */ static volatile int M = 4;");
        value("var y = N + M;");
        assertThat(shown("%origin y"))
                .startsWith("final int N = 4;\n@SuppressWarnings(\"unused\") /* ours */ int M = 4;\nvar y = N + M;");
        assertThat(shown("%origin y --replay")).startsWith("y: made again, the same");
    }

    @Test
    void whatNamesItselfIsShownAndNotReplayed() {
        value("Function<Integer, Integer> fact = k -> k <= 1 ? 1 : k * fact.apply(k - 1);");
        value("var six = fact.apply(3);");
        assertThat(shown("%origin six")).startsWith("Function<Integer, Integer> fact = k -> ");
        for (var command :
                new String[] {"%origin six --replay", "%origin fact --replay", "%origin fact --replay --last"}) {
            assertThat(session.traceback(command))
                    .contains("variable fact: its declaration names it; expected")
                    .contains("Make it a method");
        }
        assertThat(shown("%origin six --replay --last")).startsWith("six: made again, the same");
        value("int size = List.of(1, 2).size();");
        assertThat(shown("%origin size --replay")).startsWith("size: made again, the same");
    }

    @Test
    void theLastStatementAloneHasTheNamesOfNow() {
        value("int i = 3;");
        value("var b = IntStream.range(0, 9).map(i -> i * 2).toArray();");
        value("var c = b[i];");
        assertThat(shown("%origin c --replay --last")).startsWith("c: made again, the same");
        assertThat(shown("%origin c --replay")).startsWith("c: made again, the same");
    }

    @Test
    void statementsThatDeclareSeveralVariablesStandOnce() {
        value("int a = 1, b = 2;");
        value("int s = a + b;");
        value("int b = 7;");
        value("var t = s + b;");
        assertThat(shown("%origin t")).startsWith("int a = 1, b1 = 2;\nint s = a + b1;\nint b = 7;\nvar t = s + b;\n");
        assertThat(shown("%origin t --replay")).startsWith("t: made again, the same");
    }

    @Test
    void carriageReturnsStandInNoOnesWay() {
        value("var sum = List.of(1,\r\n    2);");
        assertThat(shown("%origin sum")).startsWith("var sum = List.of(1,");
    }

    @Test
    void declarationsThatFailedMadeNothing() {
        value("int n = 1;");
        session.traceback("int m = 2, n = Integer.parseInt(\"x\");");
        value("var y = n * 2;");
        for (var command : new String[] {"%origin y", "%origin y --replay", "%origin n"}) {
            assertThat(session.traceback(command))
                    .contains("variable n: its declaration failed; expected one that ran. Run its cell again");
        }
        value("var twice = m * 2;");
        assertThat(shown("%origin twice")).contains("var twice = m * 2;");
        value("int n = 1;");
        value("var y = n * 2;");
        assertThat(shown("%origin y --replay")).startsWith("y: made again, the same");
    }

    @Test
    void variablesWithoutAValueOfTheirOwnAreShownAndNotReplayed() {
        value("int n, k = 4; int[] /* none */ empty;");
        value("var y = n + 1;");
        value("var four = k + 0;");
        value("var none = List.of(empty == null);");
        assertThat(shown("%origin y")).startsWith("int n, k = 4;\nvar y = n + 1;");
        for (var name : new String[] {"n", "empty"}) {
            assertThat(session.traceback("%origin " + (name.equals("n") ? "y" : "none") + " --replay"))
                    .contains("variable " + name
                            + ": its declaration gives it no value; expected one that does, to replay it")
                    .contains("Give it the value it has");
        }
        assertThat(session.traceback("%origin n --replay --last")).contains("its declaration gives it no value");
        assertThat(shown("%origin y --replay --last")).startsWith("y: made again, the same");
        assertThat(shown("%origin four --replay")).startsWith("four: made again, the same");
        value("int a = 1, b = a;");
        value("var sum = a + b;");
        assertThat(shown("%origin sum --replay")).startsWith("sum: made again, the same");
    }
}
