package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is declared again takes nothing from what was made of it. */
class RedeclarationTest {

    private LiveSession session;

    @BeforeEach
    void start() {
        session = LiveSession.withMagics();
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private Object value(String cell) {
        return session.value(cell).orElse(null);
    }

    private String warningsOf(String... cells) {
        var before = System.err;
        var warnings = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            for (var cell : cells) {
                value(cell);
            }
        } finally {
            System.setErr(before);
        }
        return warnings.toString(StandardCharsets.UTF_8);
    }

    @Test
    void primitivesReferencesAndArraysKeepTheirValues() {
        value("int n = 100; var text = \"made of \";");
        value("var half = n / 2; var name = text + n; var squares = new double[] {n, n * n}; int whole = n;");
        var squares = value("squares");
        assertThat(warningsOf("int n = 200; var text = \"else\";")).isEmpty();
        assertThat(value("half")).isEqualTo(50);
        assertThat(value("name")).isEqualTo("made of 100");
        assertThat(value("squares")).isSameAs(squares);
        assertThat(value("whole")).isEqualTo(100);
        assertThat(value("n + text")).isEqualTo("200else");
    }

    @Test
    void valuesThatWereChangedSinceStayAsTheyAre() {
        value("int n = 1; var count = n;");
        value("count += 41;");
        value("int n = 2;");
        assertThat(value("count")).isEqualTo(42);
    }

    @Test
    void chainsKeepTheirValuesUntilTheirCellsRunAgain() {
        value("int a = 1;");
        value("var b = a + 1;");
        value("var c = b + 1;");
        value("int a = 10;");
        assertThat(value("List.of(a, b, c)")).isEqualTo(List.of(10, 2, 3));
        value("var c = b + 1;");
        assertThat(value("List.of(a, b, c)")).isEqualTo(List.of(10, 2, 3));
        value("var b = a + 1;");
        assertThat(value("List.of(a, b, c)")).isEqualTo(List.of(10, 11, 3));
        value("var c = b + 1;");
        assertThat(value("List.of(a, b, c)")).isEqualTo(List.of(10, 11, 12));
    }

    @Test
    void anotherTypeOfWhatTheyWereMadeOfDoesNoHarm() {
        value(
                "int n = 100; var half = n / 2; var text = \"\" + half; var more = (java.util.function.IntSupplier) () -> n;");
        assertThat(warningsOf("double n = 2.5;", "String n = \"none\";", "import java.util.zip.*;"))
                .isEmpty();
        assertThat(value("List.of(n, half, text, more.getAsInt())")).isEqualTo(List.of("none", 50, "50", 100));
        value("%reset n");
        assertThat(value("half + text")).isEqualTo("5050");
        value("int n = 8;");
        value("var half = n / 2;");
        assertThat(value("half")).isEqualTo(4);
        value("%reset n");
        value("int n = 8;");
        assertThat(value("n + half")).isEqualTo(12);
    }

    @Test
    void whatFailsToBeMadeAgainKeepsItsValue() {
        value(
                "int n = 5; var list = new ArrayList<>(List.of(n)); var shown = new Object() { public String toString() { return \"\" + n; } };");
        assertThat(session.traceback("int n = 1 / 0;")).contains("/ by zero");
        assertThat(session.traceback("var list = new ArrayList<>(List.of(1 / 0));"))
                .contains("/ by zero");
        assertThat(value("n + \"\" + list + shown")).isEqualTo("5[5]5");
    }

    @Test
    void whatDoesNotCompileTakesNothingAway() {
        value("double rate = 0.25; int count = 3; class Learner { double weight = rate; }");
        value("var learner = new Learner(); Supplier<Integer> counter = () -> count;");
        assertThat(session.traceback("double rate = 0.25 * lamda;"))
                .contains("cannot find symbol", "cell [7], line 1:  double rate = 0.25 * lamda;\n");
        assertThat(session.traceback("public int count = \"s\";")).contains("incompatible types");
        assertThat(value("List.of(rate, count, learner.weight, counter.get())")).isEqualTo(List.of(0.25, 3, 0.25, 3));
        value("int count = count + 1, next = count;");
        assertThat(value("List.of(count, next, counter.get())")).isEqualTo(List.of(4, 4, 4));
        value("import javax.swing.text.*; Document document = null;");
        value("import org.w3c.dom.*; import org.w3c.dom.Document; Document document = null;");
    }

    @Test
    void instancesOfAClassThatOnlyUsesItStayWhatTheyAre() {
        value("double rate = 0.5;");
        value("class Learner { double weight = 3; static int steps = 7; double step() { return rate * weight; } }");
        value("var learner = new Learner(); Learner typed = learner; var all = List.of(learner);");
        value("learner.weight = 10;");
        assertThat(warningsOf("double rate = 2;")).isEmpty();
        assertThat(value("List.of(learner.step(), typed.step(), all.get(0).step(), Learner.steps)"))
                .isEqualTo(List.of(20.0, 20.0, 20.0, 7));
    }

    @Test
    void whatDependsOnAForgottenNameIsLostWithAWarning() {
        value("double rate = 0.5; class Learner { double step() { return rate; } } var learner = new Learner();");
        assertThat(warningsOf("%reset rate")).contains("warning: no value any more: learner;");
        assertThat(warningsOf("double rate = 1; var learner = new Learner();", "%reset"))
                .isEmpty();
    }

    @Test
    void instancesOfAClassDeclaredAgainAreLostWithAWarning() {
        value("class Cell2 { int size = 1; }");
        value("Cell2 make() { return new Cell2(); }");
        value(
                "var typed = new Cell2(); Cell2 one = typed; var made = make(); var all = List.of(typed); int sum = made.size;");
        assertThat(warningsOf("class Cell2 { int size = 2; int more; }"))
                .contains("warning: no value any more: ")
                .contains("typed")
                .contains("one")
                .contains("made")
                .contains("all")
                .doesNotContain("sum")
                .hasLineCount(1);
        assertThat(value("sum")).isEqualTo(1);
        assertThat(
                        warningsOf(
                                "var typed = new Cell2(); Cell2 one = typed; var made = make(); var all = List.of(typed);",
                                "class Cell2 { int size = 3; }\n"
                                        + "var typed = new Cell2(); Cell2 one = typed; var made = make(); var all = List.of(typed);"))
                .isEmpty();
        assertThat(value("typed.size + one.size + made.size + all.get(0).size")).isEqualTo(12);
    }

    @Test
    void typesWrittenOutAreLostWithAWarningToo() {
        value("class Cell3 { int size = 1; } enum Side { LEFT, RIGHT } interface Shape3 { int area(); }");
        value("Cell3 one = new Cell3(); Cell3[] few = {new Cell3()}; Side side = Side.LEFT; Shape3 shape = () -> 4;");
        assertThat(warningsOf("class Cell3 { int size = 2; int more; }")).contains("no value any more: one, few;");
        assertThat(warningsOf("enum Side { LEFT, RIGHT, UP }")).contains("no value any more: side;");
        assertThat(warningsOf("interface Shape3 { int area(); int rim(); }")).contains("no value any more: shape;");
    }

    @Test
    void aMethodThatNoLongerCompilesSaysWhy() {
        value("enum Side { LEFT, RIGHT }");
        value("String named(Side side) { return switch (side) { case LEFT -> \"l\"; case RIGHT -> \"r\"; }; }");
        value("enum Side { LEFT, RIGHT, UP }");
        assertThat(session.traceback("named(Side.UP)"))
                .contains("named of cell [1] no longer compiles: the switch expression does not cover all possible")
                .contains("cell [7], line 1:  named(Side.UP)")
                .doesNotContain("Not defined yet");
    }

    @Test
    void declarationsWithClassesOfTheirOwnKeepTheirValues() {
        value("int n = 3;");
        value("var counter = new Object() { int count = n; int next() { return ++count; } };");
        value("Supplier<Integer> supplier = () -> { record Pair(int a) {} return new Pair(n).a; };");
        value(
                "var table = Map.of(\"n\", n); var sorted = new TreeMap<String, Integer>(Comparator.comparing((String s) -> s.length() * n));");
        value("counter.next();");
        value("sorted.put(\"a\", 1);");
        assertThat(warningsOf("int n = 4;", "long n = 5;")).isEmpty();
        assertThat(value("counter.next()")).isEqualTo(5);
        assertThat(value("supplier.get() instanceof Integer")).isEqualTo(true);
        assertThat(value("table.get(\"n\") + sorted.get(\"a\")")).isEqualTo(4);
    }

    @Test
    void initialisersOfEveryKindRunAsBefore() {
        value("final int n = 3; int one = 1, two = one + 1; enum Side { LEFT, RIGHT }");
        value("Function<Integer, Integer> factorial = i -> i < 2 ? 1 : i * factorial.apply(i - 1);");
        value("var checked = (Supplier<Integer>) () -> { assert n > 0; return n; };");
        value("var kept = (Supplier<Integer> & Serializable) () -> n;");
        value("var secret = new Object() { private int own = n; }.own;");
        value(
                "var named = (Function<Side, String>) side -> switch (side) { case LEFT -> \"l\"; default -> \"r\" + n; };");
        value("Map.Entry<String, int[]> entry = Map.entry(\"a\", new int[] {n}); Side[] sides = {Side.RIGHT};");
        value("var sorted = Stream.of(n, 1).map(i -> i + two).sorted(Comparator.reverseOrder()).toList();");
        value("int n = 4;");
        value("var sum = factorial.apply(n) + checked.get() + kept.get() + secret + entry.getValue()[0] + one + two;");
        assertThat(value("sum + named.apply(sides[0]) + sorted")).isEqualTo("41r4[5, 3]");
    }

    @Test
    void whatFailsToBeMadeOfAnotherTypeIsWarnedOf() {
        value("int n = 5;");
        assertThat(warningsOf("try { eval(\"String n = List.of(\\\"\\\").get(1);\"); } catch (Exception e) { }"))
                .contains("warning: no value any more: n; its new declaration, of another type, failed.")
                .hasLineCount(1);
    }

    @Test
    void aNameWithoutValueIsNotSuggestedForItself() {
        value("class Cell4 { } Cell4 held = new Cell4(); int helm = 1;");
        value("%reset Cell4");
        assertThat(session.traceback("held"))
                .contains("not defined yet: class Cell4; held can be used once it is")
                .doesNotContain("did you mean");
        value("class Cell5 { }");
        assertThat(session.traceback("Cell5 + 1")).doesNotContain("did you mean Cell5");
    }

    @Test
    void threadsAndLambdasSeeWhatIsDeclaredAgain() {
        value("int n = 3; var reader = (java.util.function.IntSupplier) () -> n;");
        value("int n = 4;");
        assertThat(value("reader.getAsInt()")).isEqualTo(4);
    }

    @Test
    void importsStay() {
        value(
                "import java.util.concurrent.atomic.AtomicInteger;\nvar count = new AtomicInteger(4); var twice = count.get() * 2;");
        value("import java.util.concurrent.atomic.*;\nvar count = new AtomicInteger(5);");
        assertThat(value("new AtomicInteger(twice).get() + count.get()")).isEqualTo(13);
    }

    @Test
    void resultsOfMagicsKeepTheirValues() {
        value("%stimuli gratings --orientations 2 --phases 5 --size 16 --as g");
        value("%activations new PixelModel(4) --of g --as act");
        value("var twice = act.toString();");
        var before = List.of(value("act"), value("twice"));
        value("%stimuli gratings --orientations 2 --phases 3 --size 16 --as g");
        assertThat(value("List.of(act, twice)")).isEqualTo(before);
        assertThat(value("g.size()")).isEqualTo(6);
    }

    @Test
    void whatWasResetCanBeDeclaredAgain() {
        var declarations =
                "int n = 5; var text = \"a\"; class Held { int size = 6; } int twice(int n) { return 2 * n; }"
                        + " int user() { return n; }";
        value(declarations);
        assertThat(value("user() + twice(n) + new Held().size")).isEqualTo(21);
        value("%reset");
        assertThat(session.traceback("int n = 1 / 0;")).contains("/ by zero");
        assertThat(value("n")).isEqualTo(0);
        value("%reset");
        value(declarations);
        assertThat(value("user() + twice(n) + new Held().size + text")).isEqualTo("21a");
    }

    @Test
    void exceptionsOfWhatIsDeclaredAgainNameTheirLine() {
        value("int n = 1;");
        assertThat(session.traceback("int zero = 0;\n\nint n = 1 / zero;")).contains("cell [7], line 3:");
    }

    /** Else each class with its value would stay for as long as a variable does that was made of it. */
    @Test
    void whatWasReplacedIsLetGoOf() {
        value("var big = new int[1_000_000]; var length = big.length; int explicit = big.length;");
        var first = new WeakReference<>(value("big"));
        value("var big = new int[2];");
        assertCollected(first);
        var second = new WeakReference<>(value("big"));
        value("var big = \"another type\";");
        assertCollected(second);
        assertThat(value("length + explicit")).isEqualTo(2_000_000);
    }

    private static void assertCollected(WeakReference<?> reference) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (reference.get() != null && System.nanoTime() < end) { // another thread may hold it for a moment
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void whatWasMadeForAForgottenClassIsMadeAnewForTheNext() {
        value("class P { int a; }");
        value("int f(P p) { return p.a; }");
        value("int twice(P p) { return 2 * f(p); }");
        value("P held = new P();");
        assertThat(value("f(new P()) + twice(held)")).isEqualTo(0);
        assertThat(warningsOf("%reset P")).contains("warning: no value any more: held;");
        value("class P { long x; int a = 3; }");
        assertThat(value("f(new P()) + twice(new P())")).isEqualTo(9);
        value("held = new P();");
        assertThat(value("twice(held)")).isEqualTo(6);
    }

    @Test
    void causesThatGoRoundInARingAreTold() {
        assertThat(session.traceback("var first = new Exception(\"a\"); var second = new Exception(\"b\", first);\n"
                        + "first.initCause(second); throw first;"))
                .contains("Exception: a", "caused by java.lang.Exception: b");
    }

    /** A class whose constant needs a file. */
    private static String dataOf(String constant, Path file) {
        return "class Data { static final " + constant + "; static String read() {"
                + " try { return Files.readString(Path.of(\"" + file + "\")); }"
                + " catch (IOException e) { throw new UncheckedIOException(e); } } }";
    }

    @Test
    void aClassThatFailedToInitialiseIsTriedAgain(@TempDir Path folder) throws Exception {
        var file = folder.resolve("data.txt");
        var data = dataOf("String TEXT = read()", file);
        value(data);
        value("String text() { return Data.TEXT; }");
        value("String of(Data data) { return data.TEXT; }");
        assertThat(session.traceback("text()")).contains("ExceptionInInitializerError");
        Files.writeString(file, "there");
        assertThat(session.traceback("text()")).contains("Could not initialize class");
        assertThat(warningsOf(data)).isEmpty();
        assertThat(value("Data.TEXT")).isEqualTo("there");
        assertThat(value("text()")).isEqualTo("there");
        assertThat(value("of(new Data())")).isEqualTo("there");
        var loaded = value("Data.class");
        value(data);
        assertThat(value("Data.class")).as("what works stays").isSameAs(loaded);
    }

    @Test
    void aClassThatFailedToInitialiseAndWasForgottenIsHealthyAgain(@TempDir Path folder) throws Exception {
        var file = folder.resolve("number.txt");
        var data = dataOf("int N = Integer.parseInt(read())", file);
        value(data);
        assertThat(session.traceback("Data.N")).contains("ExceptionInInitializerError");
        value("%reset Data");
        Files.writeString(file, "3");
        value(data);
        value("var held = new Data();");
        assertThat(warningsOf(data)).isEmpty();
        assertThat(value("held.N")).isEqualTo(3);
    }
}
