package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import org.striate.kernel.cells.Editor.Completion;
import org.striate.kernel.cells.Evaluator;
import org.striate.kernel.cells.Session;
import org.striate.magics.Help;
import org.striate.magics.session.SavedVariables;

/** Magics in a session: names, types, quotes, mistakes, and what a session knows of itself. */
class MagicSessionTest {

    private static LiveSession session;
    private static Evaluator evaluator;

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

    private static String printed(String cell) {
        var bytes = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            value(cell);
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private static List<String> completions(String source) {
        return evaluator.editor().complete(source, source.length()).found().stream()
                .map(Completion::text)
                .toList();
    }

    @Test
    void namesOfAnyScriptAndBlanksInPathsSurvive(@TempDir Path folder) {
        var file = folder.resolve("meine \"Größe\" 日本.zip");
        value("%stimuli gratings --orientations 2 --phases 1 --size 16 --as größe");
        value("%recording simulated --stimuli größe --region V1 --trials 2 --neurons 1 --as 電位");
        assertThat(value("電位").orElseThrow()).isInstanceOf(NeuralResponses.class);
        value("%save '" + file + "' 電位 größe");
        assertThat(file).exists();
        value("%reset 電位");
        assertThat(value("%restore '" + file + "' 電位").orElseThrow().toString()).contains("電位");
        assertThat(value("電位.neurons().size()")).contains(2);
        assertThat(completions("%restore '" + folder + "/meine "))
                .containsExactly("\"" + file.toString().replace("\"", "\\\"") + "\"");
        assertThat(completions("%recording simulated --stimuli gr")).contains("größe");
        value("var größer = %stimuli shapes --count 3");
        assertThat(value("größer.size()")).contains(3);
    }

    @Test
    void typesThatOnlyTheCompilerCanWriteAreSavedAsWideOnes(@TempDir Path folder) {
        value("var settings = Map.of(\"lr\", 0.1, \"name\", \"a\"); var mixed = List.of(1, \"a\");");
        value("var either = settings.size() > 9 ? 1 : \"b\"; var perhaps = Optional.of(either);");
        value("var plain = new double[] {1};");
        value("%save '" + folder.resolve("s.zip") + "' settings mixed either perhaps plain");
        value("%reset settings mixed either perhaps plain");
        value("%restore '" + folder.resolve("s.zip") + "'");
        assertThat(value("settings.get(\"lr\")")).contains(0.1);
        assertThat(value("mixed.get(1) + \"\" + either + perhaps.get() + plain[0]"))
                .contains("abb1.0");
        assertThat(evaluator.type("settings")).contains("Map<?, ?>");
    }

    @Test
    void typesOfEveryPackageThatASessionImportsComeBackWhole(@TempDir Path folder) {
        value("Map<String, Serializable> options = Map.of(\"lr\", 0.1); List<BigDecimal> exact = List.of();\n"
                + "var counts = new ConcurrentHashMap<String, Integer>(Map.of(\"a\", 1)); List<Pattern> patterns = List.of();\n"
                + "List<URI> sources = List.of(); List<Preferences> chosen = List.of();");
        value("%save '" + folder.resolve("t.zip") + "' options exact counts patterns sources chosen");
        value("%reset options exact counts patterns sources chosen");
        value("%restore '" + folder.resolve("t.zip") + "'");
        assertThat(List.of("options", "exact", "counts", "patterns", "sources", "chosen"))
                .extracting(name -> evaluator.type(name).orElseThrow())
                .containsExactly(
                        "Map<String, Serializable>",
                        "List<BigDecimal>",
                        "Map<String, Integer>",
                        "List<Pattern>",
                        "List<URI>",
                        "List<Preferences>");
    }

    @Test
    void aDeclarationThatFailedLeavesNothingToSave(@TempDir Path folder) {
        traceback("int failing = Integer.parseInt(\"x\");");
        traceback("int mended = Integer.parseInt(\"x\");");
        value("mended = 4; int sound = 5;");
        var file = folder.resolve("f.zip");
        assertThat(value("%save '" + file + "' failing mended sound").orElseThrow())
                .hasToString("2 variables in " + file + ": mended, sound; not saved: failing (its declaration failed)");
        assertThat(traceback("%save '" + file + "' failing"))
                .contains("nothing that can be saved: failing (its declaration failed)");
        value("int failing = 6;");
        assertThat(value("%save '" + file + "' failing").orElseThrow())
                .hasToString("1 variable in " + file + ": failing");
    }

    @Test
    void onlyWhatIsAskedForIsSaidToBeRestored(@TempDir Path folder) {
        value("int one = 1; int two = 2; int three = 3;");
        var file = folder.resolve("f.zip");
        value("%save '" + file + "' one two three");
        assertThat(value("%restore '" + file + "' three one").orElseThrow())
                .hasToString("2 variables in " + file + ": three, one");
        value("%restore '" + file + "' two --as restored");
        assertThat(value("restored.types().keySet()").orElseThrow()).hasToString("[two]");
    }

    @Test
    void everyFormIsTypedByTheCallItStandsFor(@TempDir Path folder) {
        value("var typed = %stimuli gratings --orientations 3 --phases 1");
        assertThat(value("typed.phases(2).size()")).contains(6);
        value("StimulusSet declared = %stimuli shapes --count 4");
        value("declared = %stimuli shapes --count 5");
        assertThat(value("declared.size()")).contains(5);
        assertThat(((StimulusSet) value("%%stimuli gratings\n  --orientations 5\n  --phases 1")
                                .orElseThrow())
                        .size())
                .isEqualTo(5);
        assertThat(value("Map<String, Activations> all = %activations new PixelModel(4) --of typed\nall.size()"))
                .contains(1);
        assertThat(value("(int) lineMagic(\"stimuli\", List.of(\"shapes\", \"--count\", \"3\")).hashCode() != 0"))
                .isPresent();
    }

    @Test
    void argumentsMayBeJavaExpressions() {
        value("%stimuli gratings --orientations 4 --phases 2 --size 16 --as shown");
        value("%recording simulated --stimuli shown --region V1 --trials 4 --neurons 2 --as recorded");
        assertThat(value("%fit ridge --network new PixelModel(4) --stimuli shown --to recorded --folds 2")
                        .isEmpty())
                .isFalse();
    }

    @Test
    void theJavaIsPrintedOnRequestAndRunAllTheSame() {
        assertThat(printed("%stimuli shapes --count 3 --show-java --as few"))
                .isEqualTo("var few = Stimuli.shapes(3, 1);");
        assertThat(value("few.size()")).contains(3);
        assertThat(printed("StimulusSet kept = %stimuli shapes --count 4 --show-java"))
                .isEqualTo("StimulusSet kept = Stimuli.shapes(4, 1);");
        assertThat(printed("%stimuli shapes --count 3")).isEmpty();
    }

    @Test
    void aValueHasOneNameThatIsNoneOfItsInputs() {
        value("%network tilt --size 16 --as struck");
        assertThat(traceback("%lesion struck --layer conv2 --share 0.5 --as struck"))
                .contains(
                        "name \"struck\": is that of an input, which a new variable would hide; expected another name.");
        assertThat(traceback("Network struck = %lesion struck --layer conv2 --share 0.5"))
                .contains("name \"struck\": is that of an input");
        assertThat(value("struck = %lesion struck --layer conv2 --share 0.5\nstruck.layers().size()"))
                .isPresent();
        assertThat(value("%lesion struck --layer conv2 --share 0.5 --as conv2")).isPresent();
        assertThat(traceback("var q = %stimuli shapes --count 2 --as other"))
                .contains("--as: \"other\" behind \"var q =\"; expected one name for the value.");
    }

    @Test
    void aParameterOfAFunctionIsNoVariablesName() {
        value("%network tilt --size 16 --as each\n%stimuli tilted --count 20 --size 16 --as few");
        value("%prune each --share 0.5 --rounds 1 --on few --label tilt --epochs 1 --as tickets");
        assertThat(value("%origin tickets --replay").orElseThrow().toString())
                .startsWith("tickets: made again, the same");
        value("%reset each");
    }

    @Test
    void listsGoOnGrowingAndKeepWhatTheyHold(@TempDir Path folder) {
        value("List<Double> rates = new ArrayList<>(List.of(1.5));\nvar known = Networks.tiltNet(16, 1).layers();");
        value("%save '" + folder.resolve("s.zip") + "' rates known");
        value("%reset rates known");
        value("%restore '" + folder.resolve("s.zip") + "'");
        assertThat(value("rates.add(2.0);\nrates.size()")).contains(2);
        assertThat(value("String layer = known.get(0);\nlayer")).contains("conv1");
    }

    @Test
    void helpIsAPage() {
        var help = (Help) value("%fit --help").orElseThrow();
        assertThat(help.toHtml()).contains("<table>", "--network VARIABLE", "%fit ridge --network trained");
        assertThat(Mime.bundle(help).get("text/html").getAsString()).isEqualTo(help.toHtml());
        assertThat(evaluator.editor().inspect("%rsa", 4).get(0)).startsWith("Usage: %rsa NETWORK");
        assertThat(value("%lsmagic").orElseThrow().toString()).contains("%cka  Says how alike", "%time");
    }

    @Test
    void mistakesAreOfTheirLine() {
        assertThat(traceback("var a = 1;\n%fit ridge --netwrk a"))
                .contains("option \"--netwrk\" is not in %fit; did you mean \"--network\"?")
                .contains("cell [7], line 2:  %fit ridge --netwrk a");
        assertThat(traceback("String model = \"\";\n%activations model --of model"))
                .contains("%activations: \"model\" is a String; expected a StimulusModel.");
        assertThat(traceback("%network tilt --size 30"))
                .contains("tiltNet: 30 pixels; expected a multiple of 8 pixels")
                .contains("cell [7], line 1:  %network tilt --size 30");
        assertThat(traceback("%%stimuli\ngratings\n--phase 2")).contains("did you mean \"--phases\"?");
        assertThat(traceback("%fit ridge --network noModel() --stimuli noModel() --to noModel()"))
                .contains("cannot find symbol")
                .contains("noModel()");
    }

    @Test
    void layersAndParametersOfValuesAreCompleted() {
        value("%network tilt --size 16 --as net");
        value("%stimuli gratings --phases 1 --size 16 --as seen");
        assertThat(completions("%activations net --of seen --layer conv")).contains("conv1", "conv2");
        assertThat(completions("%train net --on seen --label ")).contains("orientation", "phase");
        assertThat(completions("var x = %activations ne")).containsExactly("net");
        assertThat(completions("%decode seen --stimuli s")).contains("seen").doesNotContain("net");
    }

    @Test
    void originIsTheWholeChainAndIsReplayed() {
        value("%stimuli gratings --orientations 4 --phases 2 --size 16 --as bars\nint unrelated = 3;\nint trials = 3;");
        value("var seenV1 = SimulatedCortex.standard().neurons(2).record(bars, Region.V1, trials);");
        assertThat(value("%origin seenV1").orElseThrow().toString())
                .startsWith("var bars = Stimuli.gratings().orientations(4).phases(2).size(16);\nint trials = 3;\n"
                        + "var seenV1 = SimulatedCortex.standard()")
                .contains("simulated cortex", "region=V1")
                .doesNotContain("unrelated");
        assertThat(value("%origin seenV1 --replay").orElseThrow().toString())
                .startsWith("seenV1: made again, the same to the last bit, ");
        value("int trials = 2;");
        assertThat(value("%origin seenV1").orElseThrow().toString())
                .as("the statements are those of its time")
                .contains("int trials = 3;\nvar seenV1");
        value("var drawn = new Random().nextLong();");
        assertThat(value("%origin drawn --replay").orElseThrow().toString())
                .contains("not the same to the last bit, 1 numbers compared, 1 difference")
                .contains(" then, ");
        value("var doubled = 2 * drawn;");
        assertThat(value("%origin doubled --replay").orElseThrow().toString()).contains("not the same");
        assertThat(value("%origin doubled --replay --last").orElseThrow().toString())
                .as("from the variables of now")
                .startsWith("doubled: made again, the same");
    }

    @Test
    void commentsBehindStatementsHideNothing() {
        value("var one = 1 // note");
        value("var address = \"http://a\" /* of b */ // and more");
        value("var two = one + address.length(); // other");
        assertThat(value("%origin two").orElseThrow().toString())
                .startsWith("var one = 1;\nvar address = \"http://a\";\nvar two = one + address.length();\n");
        assertThat(value("%origin two --replay").orElseThrow().toString()).startsWith("two: made again, the same");
    }

    @Test
    void aNameOfTwoTimesIsReplayedAsOfBoth(@TempDir Path folder) {
        value("%network tilt --size 16 --as tilt0");
        value("%network tilt --size 16 --seed 2 --as tilt0");
        assertThat(value("%origin tilt0 --replay").orElseThrow().toString()).startsWith("tilt0: made again, the same");
        value("int tilt01 = 0; Network twice = tilt0.lesion(Lesion.silence(\"conv1\").random(0.5, tilt01)); // tilt0");
        value("%network tilt --size 16 --seed 3 --as tilt0");
        value("var both = List.of(twice, tilt0);");
        assertThat(value("%origin both").orElseThrow().toString())
                .startsWith("var tilt02 = Networks.tiltNet(16, 2);\nint tilt01 = 0;\n"
                        + "Network twice = tilt02.lesion(Lesion.silence(\"conv1\").random(0.5, tilt01));\n"
                        + "var tilt0 = Networks.tiltNet(16, 3);\nvar both = List.of(twice, tilt0);\n");
        assertThat(value("%origin both --replay").orElseThrow().toString()).startsWith("both: made again, the same");
        assertThat(value("%origin both --replay --last").orElseThrow().toString())
                .startsWith("both: made again, the same");
        var file = folder.resolve("nets.zip");
        value("%save '" + file + "' tilt0");
        value("%restore '" + file + "'");
        assertThat(value("%origin tilt0 --replay").orElseThrow().toString()).startsWith("tilt0: made again, the same");
    }

    @Test
    void aVariableMayHaveTheNameOfAFunctionsParameter() {
        value("int step = 3; int at = 1; int sum1 = 5;");
        value("var steps = List.of(1, 2).stream().map(step -> step + 1).toList();");
        value("var both1 = List.of(1).stream().reduce(sum1, (at, step) -> { int sum = at; return sum + step; });");
        value("int sum = 4;");
        value("var together = List.of(step, at, sum, steps, both1);");
        assertThat(value("%origin together").orElseThrow().toString())
                .startsWith("int step1 = 3;\nint at1 = 1;\nint sum1 = 5;\n"
                        + "var steps = List.of(1, 2).stream().map(step -> step + 1).toList();\n"
                        + "var both1 = List.of(1).stream().reduce(sum1, (at, step) -> { int sum = at; return sum + step; });\n"
                        + "int sum = 4;\nvar together = List.of(step1, at1, sum, steps, both1);\n");
        assertThat(value("%origin together --replay").orElseThrow().toString())
                .startsWith("together: made again, the same");
        assertThat(value("%origin steps").orElseThrow().toString()).doesNotContain("step = 3");
        value("int gain = 2; int most = 9;");
        value("var gained = List.of(1).stream().map(i -> { if (i > most) { return most; } return gain; }).toList();");
        assertThat(value("%origin gained --replay").orElseThrow().toString())
                .startsWith("gained: made again, the same");
    }

    @Test
    void whatWasChangedLaterIsNotReplayed() {
        value("double[] filled = new double[2];\nvar sum = Arrays.stream(filled).sum();");
        value("filled[0] = 3;");
        assertThat(value("%origin sum --replay").orElseThrow().toString()).contains("made again, the same");
        assertThat(traceback("%origin filled --replay"))
                .contains("variable filled: was changed after its declaration, by filled[0] = 3; expected");
        value("var later = filled[0] + 1;");
        assertThat(traceback("%origin later --replay")).contains("variable filled: was changed");
        assertThat(traceback("%origin nowhere")).contains("%origin: nothing is called");
    }

    @Test
    void aSessionComesBackWithItsTypes(@TempDir Path folder) throws Exception {
        value(
                "List<Double> numbers = List.of(1.5, 2.0);\nvar waves = Stimuli.gratings().size(16);\n"
                        + "double[][] table = {{1}};\nRunnable nothing = () -> {};\nrecord Own(int n) {}\nvar own = new Own(1);");
        var file = folder.resolve("all of it.zip");
        var saved = value("%save '" + file + "' numbers waves table nothing own")
                .orElseThrow()
                .toString();
        assertThat(saved)
                .contains("numbers, waves, table")
                .contains("not saved: nothing (function: has no form in a file)")
                .contains("own (Own: its class lives in this session alone)");
        value("%reset numbers waves table");
        value("%restore '" + file + "'");
        assertThat(value("double first = numbers.get(0) + table[0][0];\nfirst")).contains(2.5);
        assertThat(((StimulusSet) value("waves").orElseThrow()).pixels(1))
                .isEqualTo(Stimuli.gratings().size(16).pixels(1));
        assertThat(completions("%restore '" + file + "' w")).containsExactly("waves");
        assertThat(traceback("%restore '" + file + "' number")).contains("did you mean \"numbers\"?");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void everyKindOfStimuliAndOfSmallNetworkIsMade(@TempDir Path folder) {
        Stimuli.save(Stimuli.letters().select(0, 1), folder);
        var kinds = completions("%stimuli ").stream()
                .filter(word -> !word.startsWith("-"))
                .toList();
        assertThat(kinds).hasSize(21);
        var options = Map.of(
                "textures", " --views 1",
                "words", " --words house,tree",
                "faces", " --views 1",
                "eyes", " --views 1",
                "objects", " --views 1",
                "walk", " --seconds 1",
                "folder", " --from '" + folder + "'");
        for (var kind : kinds) {
            if (kind.equals("recording")) {
                continue; // needs recordings on this machine
            }
            var counted = List.of("whiteNoise", "pinkNoise", "sparseNoise", "deadLeaves", "tilted", "shapes");
            var own = options.getOrDefault(kind, counted.contains(kind) ? " --count 3" : "");
            var made =
                    (StimulusSet) value("%stimuli " + kind + " --size 32" + own).orElseThrow();
            assertThat(made.size()).as(kind).isPositive();
            assertThat(made.width()).as(kind).isEqualTo(32);
        }
        for (var kind : List.of("tilt", "objects", "recurrent", "capsules", "capsule-twin", "autoencoder", "pixels")) {
            assertThat(value("%network " + kind + " --size 16")).as(kind).isPresent();
        }
        assertThat(value("%network lesson")).isPresent();
        assertThat(value("%network gabors")).isPresent();
    }

    @Test
    void typesOfTheSessionAloneComeBackAsWideOnes(@TempDir Path folder) {
        var file = folder.resolve("s.zip");
        value("record Trial(int n) {}\nimport java.time.LocalDate;");
        value("List<Trial> failed = new ArrayList<>(); List<LocalDate> days = List.of(); int after = 4;");
        value(
                "Map<String, List<Trial>> byName = Map.of(); Map<String, ? extends Map.Entry<String, Double>> pairs = Map.of();");
        value("%save '" + file + "' failed days byName pairs after");
        try (var fresh = LiveSession.withMagics()) {
            fresh.value("%restore '" + file + "'");
            assertThat(fresh.value("failed.size() + days.size() + byName.size() + after"))
                    .contains(4);
            assertThat(fresh.evaluator().type("pairs")).contains("Map<String, ? extends Map.Entry<String, Double>>");
        } finally {
            Cell.connect(null, null, new Session(evaluator));
        }
    }

    @Test
    void aTypeThatIsUnknownStopsNoOther(@TempDir Path folder) {
        var file = folder.resolve("old.zip");
        SavedVariables.none()
                .with("List<Gone> failed", List.of())
                .with("int behind", 4)
                .save(file);
        value("%restore '" + file + "'");
        assertThat(value("failed.size() + behind")).contains(4);
    }
}
