package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.StimulusSet;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.CellThreads;
import org.striate.kernel.cells.Editor.Completion;
import org.striate.kernel.cells.Evaluator;

public class EvaluatorTest {

    private static LiveSession session;
    private static Evaluator evaluator;
    private static CountDownLatch started = new CountDownLatch(0);

    @BeforeAll
    static void start() {
        session = LiveSession.withMagics();
        evaluator = session.evaluator();
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static Optional<Object> value(String cell) {
        return session.value(cell);
    }

    private static String traceback(String cell) {
        return session.traceback(cell);
    }

    /** Called by cells of {@link #interruptEndsTheCell}. */
    public static void announce() {
        started.countDown();
    }

    @Test
    void lastExpressionIsTheValue() {
        assertThat(value("int a = 40;\nint b = 2; a + b")).contains(42);
        assertThat(value("a + b;")).isEmpty();
        assertThat(value("a = 3")).isEmpty();
        assertThat(value("// only a comment")).isEmpty();
        assertThat(value("")).isEmpty();
    }

    @Test
    void valueIsTheObjectItself() {
        value("var list = new ArrayList<String>();");
        assertThat(value("list").orElseThrow()).isSameAs(value("list").orElseThrow());
    }

    @Test
    void ourPackagesAreImported() {
        assertThat(value("Stimuli.gratings().phases(2).size()")).contains(16);
        assertThat(value("new PixelModel(4).layers()")).contains(List.of("pixels"));
    }

    @Test
    void exceptionNamesTheLinesOfTheCell() {
        assertThat(traceback("int half(int n) {\n  return 1 / (n - n);\n}\n\nvar first = 1;\nhalf(first)"))
                .contains("java.lang.ArithmeticException: / by zero")
                .contains("cell [7], line 2:  return 1 / (n - n);")
                .contains("cell [7], line 6:  half(first)")
                .doesNotContain("REPL")
                .doesNotContain("org.striate.kernel");
    }

    @Test
    void badInputSaysItsSentenceAlone() {
        assertThat(traceback("Stimuli.gratings().contrast(2)"))
                .startsWith("contrast: 2.0; expected 0 to 1.")
                .doesNotContain("org.striate.core.BadInput");
    }

    @Test
    void compileErrorIsUnderlined() {
        assertThat(traceback("var y = 1;\nvar z = unknownThing + 1;").lines())
                .contains("  cell [7], line 2:  var z = unknownThing + 1;")
                .contains(" ".repeat(29) + "^".repeat("unknownThing".length()));
    }

    @Test
    void snippetsBeforeTheFailureHaveTakenEffect() {
        traceback("int kept = 5;\nint bad = 1 / 0;\nint never = 6;");
        assertThat(value("kept")).contains(5);
        assertThat(traceback("never")).contains("cannot find symbol");
    }

    @Test
    void unfinishedCellSaysSo() {
        assertThat(traceback("foo(")).contains("ends in the middle of a statement");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (1 > 2)",
                "while (false)",
                "if (true) {}\nelse",
                "void noBody()",
                "int q = 3;\nfor (int i = 0; i < 3; i++)"
            })
    void statementWithoutItsBodySaysSo(String cell) {
        assertThat(traceback(cell))
                .contains("ends in the middle of a statement")
                .contains("line " + cell.lines().count() + ":");
    }

    @Test
    void everyDeclarationOfAStatementKeepsItsError() {
        assertThat(traceback("int a1 = Integer.parseInt(\"x\"), b1 = 2;"))
                .startsWith("java.lang.NumberFormatException: For input string: \"x\"");
        assertThat(traceback("var c1 = 1; Object d1 = Stimuli.gratings().contrast(2), e1 = eval(\"int f1 = 3; f1\");"))
                .startsWith("contrast: 2.0; expected 0 to 1.");
        assertThat(value("b1 + (int) e1")).contains(5);
    }

    @Test
    void declarationsThatEvaluateCellsKeepTheirErrors() {
        assertThat(traceback("Object i1 = \"x\".repeat(-1), j1 = eval(\"1\");")).contains("count is negative: -1");
        assertThat(traceback("Object k1 = eval(\"int g1 = 1 / 0, h1 = 2;\"), l1 = 3;"))
                .contains("/ by zero");
    }

    @Test
    void commentBehindASemicolonShowsNoMoreThanTheSemicolon() {
        value("int cnt = 5;");
        assertThat(value("cnt // five;")).contains(5);
        assertThat(value("cnt /* five; */")).contains(5);
        assertThat(value("cnt; // five")).isEmpty();
        assertThat(value("cnt; /* five */ // 5")).isEmpty();
        assertThat(value("\"//\" + cnt + ';'")).contains("//5;");
        assertThat(value("render(cnt); // (five);")).isPresent();
        assertThat(value("\"" + "x".repeat(40_000) + "\".length() // long;")).contains(40_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "Thread.sleep(1_000_000);",
                "long c = 0; while (true) { try { c++; } catch (Throwable t) {} }",
                "void spin() { for (;;) { try { Thread.sleep(5); } catch (Throwable t) {} } } spin();",
                "new CountDownLatch(1).await();",
                "int deep(int n) { return n == 0 ? 0 : 1 + deep(n - 1); } while (true) { deep(100); }",
                "LongStream.iterate(0, i -> i + 1).parallel().forEach(i -> {});",
                "class Loop { static { while (Boolean.parseBoolean(\"true\")) {} } } new Loop();",
                "record Ring(int i) { public Ring { while (true) {} } } new Ring(1);",
                "try { while (true) {} } finally { while (true) {} }",
                "LongStream.range(0, Long.MAX_VALUE).asDoubleStream().map(Math::sqrt).sum();",
                "var lock = new Object(); var held = new CountDownLatch(1); var ended = new CountDownLatch(1);\n"
                        + "var holder = new Thread(() -> { synchronized (lock) { held.countDown();"
                        + " try { ended.await(); } catch (InterruptedException e) {} } });\n"
                        + "holder.start(); held.await(); synchronized (lock) { }",
                "new ServerSocket(0).accept();",
                "try (var p = Progress.of(\"work\", 10)) { while (true) { p.step(\"\"); } }"
            })
    void interruptEndsTheCell(String endless) throws Exception {
        value("int before = 11;");
        var failure = failing("org.striate.kernel.EvaluatorTest.announce();\n" + endless);
        evaluator.interrupt();
        assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
        assertThat(value("before")).contains(11);
    }

    /** How a cell will fail that has announced itself. */
    private static CompletableFuture<CellFailure> failing(String cell) throws InterruptedException {
        started = new CountDownLatch(1);
        var failure = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(CellFailure.class, () -> evaluator.evaluate(cell, 3, value -> value)),
                work -> new Thread(work).start());
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        return failure;
    }

    @Test
    void layersAreCompletedWhileACellRunsAndAfterItsInterrupt() throws Exception {
        value("%network tilt --size 16 --as tiltNet");
        var failure = failing("org.striate.kernel.EvaluatorTest.announce();\nThread.sleep(1_000_000);");
        try {
            assertThat(CompletableFuture.supplyAsync(() -> completions("%dream tiltNet --layer "))
                            .get(60, TimeUnit.SECONDS))
                    .contains("conv1");
        } finally {
            evaluator.interrupt();
        }
        assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
        assertThat(completions("%dream tiltNet --layer ")).contains("conv1");
    }

    @Test
    void aCellIsGivenUpThoughAnotherThreadWaitsToEvaluate() throws Exception {
        value("var heldForEver = new java.util.concurrent.locks.ReentrantLock();\n"
                + "var holder = new Thread(heldForEver::lock); holder.start(); holder.join();\n"
                + "var asker = new Thread(() -> eval(\"int asked = 1;\"));");
        var failure = failing("{ asker.start(); while (asker.getState() != Thread.State.WAITING) {}\n"
                + "org.striate.kernel.EvaluatorTest.announce(); heldForEver.lock(); }");
        evaluator.interrupt();
        assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
        value("asker.join(60_000);");
        assertThat(value("asked")).contains(1);
    }

    @Test
    void aCellThatWaitsForAnotherThreadIsNotBegunOnceInterrupted() throws Exception {
        value("var heldThird = new java.util.concurrent.locks.ReentrantLock(); int begun = 0;\n"
                + "var holder3 = new Thread(heldThird::lock); holder3.start(); holder3.join();\n"
                + "var blocker = new Thread(() -> eval(\"heldThird.lock();\"));\n"
                + "{ blocker.start(); while (blocker.getState() != Thread.State.WAITING) {} }");
        var failure = new CompletableFuture<CellFailure>();
        var asking = new Thread(() -> failure.complete(
                catchThrowableOfType(CellFailure.class, () -> evaluator.evaluate("begun = 1;", 3, value -> value))));
        asking.start();
        while (asking.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        evaluator.interrupt();
        assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
        assertThat(value("begun")).contains(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public String getMessage() { %s while (true) {} }",
                "public String getMessage() { %s heldForEver2.lock(); return null; }",
                "public StackTraceElement[] getStackTrace() { %s while (true) {} }",
                "public Throwable getCause() { %s while (true) {} }"
            })
    void anExceptionThatNeverTellsIsInterrupted(String endless) throws Exception {
        value("var heldForEver2 = new java.util.concurrent.locks.ReentrantLock();\n"
                + "var holder2 = new Thread(heldForEver2::lock); holder2.start(); holder2.join();\n"
                + "class Endless extends RuntimeException { "
                + endless.formatted("org.striate.kernel.EvaluatorTest.announce();") + " }");
        var failure = failing("throw new Endless();");
        evaluator.interrupt();
        assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
        assertThat(value("1 + 1")).contains(2);
    }

    @Test
    void anExceptionThatFailsAtTellingIsNamed() {
        assertThat(traceback("class Mute extends RuntimeException { public Throwable getCause() { throw this; } }\n"
                        + "throw new Mute();"))
                .startsWith("Mute: it cannot be shown");
    }

    @Test
    void whatOtherThreadsEvaluateIsNotTheCellsValue() {
        value("String slow() {\nvar other = new Thread(() -> eval(\"\\\"other\\\"\")); other.start();\n"
                + "while (other.getState() != Thread.State.WAITING) {}\nreturn \"own\"; }");
        for (int i = 0; i < 20; i++) {
            assertThat(value("slow()")).contains("own");
            assertThat(value("var shown = slow();\nshown")).contains("own");
        }
    }

    @Test
    void magicIsTypedNamedAndShown() {
        assertThat(value("%stimuli gratings --orientations 4 --phases 2 --as lined")
                        .orElseThrow())
                .isInstanceOf(StimulusSet.class);
        assertThat(value("lined.size()")).contains(8);
        assertThat(value("var more = %stimuli shapes --count 16\nmore.ids().size()"))
                .contains(16);
        assertThat(value("int percent = 17\n    % 5; percent")).contains(2);
        assertThat(value("\"\"\"\n%stimuli gratings\n\"\"\"")).contains("%stimuli gratings\n");
    }

    @Test
    void everyMagicHasHelp() {
        assertThat(value("%lsmagic").orElseThrow().toString()).contains("%fit", "%network", "%stimuli");
        for (var name : List.of("fit", "network", "stimuli")) {
            assertThat(value("%" + name + " --help").orElseThrow().toString()).startsWith("Usage: %" + name);
        }
    }

    @Test
    void wrongMagicGivesOneSentence() {
        assertThat(traceback("%stimulus gratings")).contains("did you mean \"stimuli\"?");
        assertThat(traceback("%stimuli gratings --orientation 4")).contains("--orientation", "\"--orientations\"?");
        assertThat(traceback("%fit ridge --network nothing --stimuli x --to y"))
                .contains("nothing is called \"nothing\"");
        assertThat(traceback("%stimuli gratings --as 7up")).contains("--as: \"7up\"");
    }

    @Test
    void completionKnowsMembersVariablesAndMagics() {
        value("var orientationCount = 3;");
        assertThat(completions("Stimuli.gra")).contains("gratings()");
        assertThat(completions("int a = 1;\norientationC")).containsExactly("orientationCount");
        assertThat(evaluator.editor().complete("int a = 1;\norientationC", 23).from())
                .isEqualTo(11);
        assertThat(completions("%st")).containsExactly("%stimuli", "%stop");
        assertThat(completions("%stimuli gra")).containsExactly("gratings");
        assertThat(completions("var x = %stimuli gra")).containsExactly("gratings");
        value("var modelOfPixels = new PixelModel(4);");
        assertThat(completions("%fit ridge --network mo")).containsExactly("modelOfPixels");
        assertThat(completions("%fit ridge --network orientationC")).isEmpty();
        assertThat(completions("%load src/ma")).containsExactly("src/main/");
        assertThat(completions("import org.striate.da")).contains("datasets");
        assertThat(completions("java.util.conc")).contains("concurrent");
    }

    private static List<String> completions(String source) {
        return evaluator.editor().complete(source, source.length()).found().stream()
                .map(Completion::text)
                .toList();
    }

    @Test
    void recordsMayCheckWhatTheyAreMadeOf() {
        value("record Size(int x) {\n    Size {\n        if (x < 0) throw new IllegalArgumentException();\n    }\n}");
        assertThat(value("new Size(3).x()")).contains(3);
        assertThat(traceback("new Size(-1)")).contains("cell [1], line 3:");
        value("record Twice<T>(T of, int x) { Twice(T of, int x) { this.of = of; this.x = 2 * x; } }");
        assertThat(value("new Twice<>(\"\", 3).x()")).contains(6);
        assertThat(traceback("record Hidden(int x) { private Hidden { } }")).contains("was public");
    }

    @Test
    void declarationsOfOneCellMayUseEachOther() {
        assertThat(value("sealed interface Form permits Round {}\nrecord Round(int r) implements Form {}\nnew Round(4)")
                        .orElseThrow())
                .hasToString("Round[r=4]");
    }

    @Test
    void whatWasReplacedIsNotWarnedOf() {
        assertThat(warningsOf("int replaced() { return neverThere(); }\nint replaced() { return 1; }"))
                .isEmpty();
    }

    private static String warningsOf(String... cells) {
        var before = System.err;
        var warnings = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            for (var cell : cells) {
                assertThat(value(cell)).isEmpty();
            }
        } finally {
            System.setErr(before);
        }
        return warnings.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLaterCellMayDeclareWhatADeclarationUses() {
        assertThat(warningsOf(
                        "int outer() { return inner(); }",
                        "class Holder { Held held = new Held(); }",
                        "int sizeOfHeld() { return new Held().size; }"))
                .contains("not defined yet: method inner(); outer can be used once it is.")
                .contains("not defined yet: class Held; Holder can be used once it is.");
        assertThat(traceback("outer()"))
                .contains("Not defined yet: method inner().")
                .contains("cell");
        assertThat(traceback("var outcome = outer();")).contains("Not defined yet: method inner().");
        assertThat(traceback("sizeOfHeld()")).contains("Not defined yet: class Held.");
        assertThat(traceback("new Holder()")).contains("Holder");
        value("int inner() { return 5; }");
        value("class Held { int size = 6; }");
        assertThat(value("outer() + new Holder().held.size")).contains(11);
    }

    @Test
    void membersWithoutAModifierAreReachedFromOtherCells() {
        value("class Base { int own() { return 1; } protected int kin() { return 2; } }");
        value("class Derived extends Base { int own() { return super.own() + kin(); } }");
        assertThat(value("new Derived().own()")).contains(3);
    }

    @Test
    void errorsNameWhatWasMeant() {
        value("int orientations = 4;");
        assertThat(traceback("orientation + 1")).contains("did you mean orientations?");
        assertThat(traceback("HttpClient.newHttpClient()")).contains("import java.net.http.HttpClient;");
        assertThat(traceback("\"abc\".lenght()")).contains("did you mean length?");
    }

    @Test
    void causesHaveTheirLinesToo() {
        var cell =
                "Throwable cause() {\n  return new IllegalStateException(\"b\");\n}\nthrow new Error(\"a\", cause());";
        assertThat(traceback(cell))
                .contains("java.lang.Error: a\n  cell [7], line 4:")
                .contains("caused by java.lang.IllegalStateException: b\n  cell [7], line 2:");
    }

    @Test
    void cellMayEvaluateCells() {
        assertThat(value("var nested = eval(\"int deep = 3; deep * 2\");\nnested"))
                .contains(6);
        assertThat(value("deep")).contains(3);
        assertThat(traceback("eval(\"int n = 0; 1 / n\")")).contains("/ by zero");
        assertThat(value("var timed = %time 6 * 7\ntimed + 1")).contains(43);
        assertThat(value("%time int one = 1; one += 2; one")).contains(3);
        assertThat(value("var first = %time 4; one = 5;\nfirst + one")).contains(9);
        assertThat(traceback("int n = 0;\n%time one = 6; int none = 1 / n;")).contains("line 2:  int none = 1 / n;");
    }

    @Test
    void processBuildersStayAsTheCellMadeThem() {
        value("var builder = new ProcessBuilder(\"echo\").inheritIO(); builder.start().waitFor();");
        assertThat(value("List.of(builder.redirectInput(), builder.redirectOutput(), builder.redirectError())"))
                .contains(Collections.nCopies(3, ProcessBuilder.Redirect.INHERIT));
    }

    @Test
    void childThatInheritsTheInputFindsItsEnd() {
        value("var reader = new ProcessBuilder(\"cat\").inheritIO().start();");
        assertThat(value("reader.waitFor(60, TimeUnit.SECONDS)")).contains(true);
    }

    @Test
    void childrenEndWithTheirInterruptedCellAlone() throws Exception {
        value("var earlier = new ProcessBuilder(\"sleep\", \"1000\").start();");
        try {
            var failure = failing("var child = new ProcessBuilder(\"sh\", \"-c\", \"sleep 1000; true\").start();\n"
                    + "while (child.children().findAny().isEmpty()) {}\nvar grandchild = child.children().findAny().get();\n"
                    + "org.striate.kernel.EvaluatorTest.announce();\nchild.waitFor();");
            evaluator.interrupt();
            assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
            assertThat(value("child.waitFor(60, TimeUnit.SECONDS)")).contains(true);
            assertThat(value("CompletableFuture.supplyAsync(() -> child.inputReader().lines().count())"
                            + ".get(60, TimeUnit.SECONDS)"))
                    .as("nobody is left who could print")
                    .contains(0L);
            assertThat(value("earlier.isAlive()")).contains(true);
        } finally {
            value("grandchild.destroy(); child.destroy(); earlier.destroy();");
        }
    }

    @Test
    void timeTakesNoArgumentsWhereItTakesACell() {
        assertThat(value("%%time --help\nint neverRun = 1;").orElseThrow().toString())
                .startsWith("Usage: %time CODE");
        assertThat(traceback("%%time -n 3\nint neverRun = 1;"))
                .startsWith("%%time: \"-n 3\"; expected nothing behind it.")
                .contains("cell [7], line 1:  %%time -n 3");
        assertThat(traceback("neverRun")).contains("cannot find symbol");
        assertThat(value("%%time\n6 * 7")).contains(42);
    }

    @Test
    void variableThatCannotBeShownIsListedAllTheSame() {
        value(
                "class Silent { public String toString() { throw new IllegalStateException(); } }\n"
                        + "var silent = new Silent(); var besideSilent = 5; var itself = new ArrayList<Object>(); itself.add(List.of(itself));");
        try {
            assertThat(value("%who").orElseThrow().toString())
                    .containsPattern("silent +Silent +cannot be shown \\(IllegalStateException\\)")
                    .containsPattern("itself .*cannot be shown \\(StackOverflowError\\)")
                    .containsPattern("besideSilent +int +5");
        } finally {
            value("%reset silent itself");
        }
    }

    @Test
    void sessionCanBeListedAndForgotten() {
        value("int counted = 5;");
        assertThat(value("%who").orElseThrow().toString()).containsPattern("counted +int +5");
        value("%reset counted");
        assertThat(traceback("counted")).contains("cannot find symbol");
        assertThat(traceback("%reset counted")).contains("name \"counted\" is not in this session");
    }

    @Test
    void threadsOfCellsAreListedAndStopped() {
        value("Thread spinner = new Thread(() -> { while (true) {} }, \"spinner\"); spinner.start();");
        assertThat(value("%threads").orElseThrow().toString()).contains("spinner, started by cell [1]");
        assertThat(value("%stop spinner").orElseThrow().toString()).isEqualTo("1 of 1 threads stopped");
        assertThat(value("spinner.isAlive()")).contains(false);
    }

    /** Training leaves the pool's workers and JNA's behind, which are nobody's to stop. */
    @Test
    void threadsThatServeEverybodyAreNotTheCells() {
        value("java.util.stream.IntStream.range(0, 1000).parallel().sum();");
        value("new com.sun.jna.Memory(8).close();");
        value("CompletableFuture.runAsync(() -> {}).join();");
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .contains("JNA Cleaner")
                .anyMatch(name -> name.startsWith("ForkJoinPool.commonPool"));
        assertThat(value("%threads").orElseThrow().toString()).doesNotContain("JNA Cleaner", "commonPool");
    }

    @Test
    void notebookIsLoaded(@TempDir Path folder) throws IOException {
        var file = folder.resolve("a b.ipynb");
        Files.writeString(
                file,
                "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"no\"},"
                        + " {\"cell_type\": \"code\", \"source\": [\"int fromFile = 8;\\n\", \"fromFile + 1\"]}]}");
        assertThat(value("%load '" + file + "'")).contains(9);
        assertThat(value("%load '" + folder.resolve("a b") + "'")).contains(9);
        assertThat(value("fromFile")).contains(8);
        assertThat(traceback("%load nowhere.jshell")).contains("cannot be read");
    }

    @Test
    void inspectionGivesSignatures() {
        assertThat(evaluator.editor().inspect("Math.max", 6)).contains("int Math.max(int a, int b)");
        value("var inspected = List.of(1);");
        assertThat(evaluator.editor().inspect("inspected", 4)).contains("List<Integer> inspected");
        assertThat(String.join("\n", evaluator.editor().inspect("Stimuli.gratings", 16)))
                .contains("Gratings Stimuli.gratings()", "Gratings");
        assertThat(evaluator.editor().inspect("%stimuli", 5).get(0)).startsWith("Usage: %stimuli");
    }

    @Test
    void completenessIsJupyters() {
        assertThat(evaluator.editor().completeness("1 + 1")).isEqualTo("complete");
        assertThat(evaluator.editor().completeness("for (int i = 0; i < 3; i++) {"))
                .isEqualTo("incomplete");
        assertThat(evaluator.editor().completeness("%stimuli gratings")).isEqualTo("complete");
        for (var begun : List.of("%%html", "%%html\n", "%%html\n<b>x</b>", "%%html\n<b>x</b>\n")) {
            assertThat(evaluator.editor().completeness(begun)).as(begun).isEqualTo("incomplete");
        }
        assertThat(evaluator.editor().completeness("%%html\n<b>x</b>\n\n")).isEqualTo("complete");
        assertThat(evaluator.editor().completeness("%%html\n<b>x</b>\n  ")).isEqualTo("complete");
    }

    @Test
    void cellsCompiledBeforeSeeAJarAtOnce(@TempDir Path folder) throws Exception {
        var source = Files.writeString(folder.resolve("Late.java"), "package late; public class Late {}");
        var classes = folder.resolve("classes");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        value("Class<?> late() throws Exception { return Class.forName(\"late.Late\"); }");
        assertThat(traceback("late()")).contains("late.Late");
        assertThat(value("%classpath " + classes)).get().asString().contains("1 jar added");
        assertThat(value("late().getName()")).contains("late.Late");
        assertThat(value("new late.Late() != null")).contains(true);
        assertThat(traceback("Late unknown = null;")).contains("import late.Late;");
        assertThat(completions("new Lat")).contains("late.Late");
        assertThat(completions("new late.")).anyMatch(text -> text.startsWith("Late"));
        assertThat(value("var none = %classpath " + classes + "\nnone.here()")).contains(1);
    }

    @Test
    void classLoadersOfSnippetsDoNotWaitForOneAnother() {
        value("class Alone {}");
        assertThat(value("((ClassLoader) Alone.class.getClassLoader()).isRegisteredAsParallelCapable()"))
                .contains(true);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void variablesWithoutANameAreNone() {
        value("var shopping = new ArrayList<Integer>();");
        value("var _ = shopping.add(1);");
        assertThat(evaluator.names()).contains("shopping").doesNotContain("");
        assertThat(value("%origin shopping").orElseThrow().toString()).startsWith("var shopping = new ArrayList");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25) // else the compiler does not find the other
    void overloadsThatCallEachOtherNameTheirLines() {
        value("int over(String s) {\n  throw new IllegalStateException();\n}");
        value("int over(int a) {\n  return over(\"x\");\n}");
        assertThat(traceback("over(1)"))
                .contains("line 2:  throw new IllegalStateException();")
                .contains("line 2:  return over(\"x\");");
        value("int over(String s) { // and more\n\n  throw new IllegalArgumentException();\n}");
        assertThat(traceback("over(1)"))
                .contains("line 3:  throw new IllegalArgumentException();")
                .contains("line 2:  return over(\"x\");");
    }

    @Test
    void childrenOfOtherThreadsAndWaysEndWithTheirCell() throws Exception {
        CellThreads.enter("first");
        try {
            value("Process executed = null; List<Process> piped = List.of();\n"
                    + "var go = new CountDownLatch(1); var begun = new CompletableFuture<Process>();\n"
                    + "new Thread(() -> { try { go.await(); begun.complete(new ProcessBuilder(\"sleep\", \"1000\").start()); }"
                    + " catch (Exception e) { begun.completeExceptionally(e); } }).start();");
            started = new CountDownLatch(1);
            var failure = CompletableFuture.supplyAsync(
                    () -> {
                        CellThreads.enter("second");
                        return catchThrowableOfType(
                                CellFailure.class,
                                () -> evaluator.evaluate(
                                        "executed = Runtime.getRuntime().exec(new String[] {\"sleep\", \"1000\"});\n"
                                                + "piped = ProcessBuilder.startPipeline(List.of(new ProcessBuilder(\"sleep\", \"1000\")));\n"
                                                + "go.countDown(); begun.get();\n"
                                                + "org.striate.kernel.EvaluatorTest.announce(); new CountDownLatch(1).await();",
                                        4,
                                        value -> value));
                    },
                    work -> new Thread(work).start());
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
            evaluator.interrupt();
            assertThat(failure.get(60, TimeUnit.SECONDS).name()).isEqualTo("Interrupted");
            assertThat(value("executed.waitFor(60, TimeUnit.SECONDS) && piped.get(0).waitFor(60, TimeUnit.SECONDS)"))
                    .contains(true);
            assertThat(value("begun.get().isAlive()")).contains(true);
        } finally {
            CellThreads.enter(null);
            value("if (executed != null) { executed.destroy(); }\npiped.forEach(Process::destroy);\n"
                    + "begun.thenAccept(Process::destroy);");
        }
    }
}
