package org.striate.notebooks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.units.UnitStatistic;
import org.striate.core.Html;
import org.striate.core.Showable;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Charted;

/** The arrows of docs/architecture.md. */
class ArchitectureTest {

    private static final JavaClasses STRIATE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("test-classes"))
            .importPackages("org.striate");

    /** Which library is seen by which packages alone. */
    private static final Map<String, String[]> HOMES_OF_LIBRARY = Map.ofEntries(
            Map.entry("org.dflib.jjava..", new String[] {"org.striate.kernel..", "org.striate.launcher.."}),
            Map.entry("io.github.spencerpark..", new String[] {"org.striate.kernel.."}),
            Map.entry("org.commonmark..", new String[] {"org.striate.launcher.."}),
            Map.entry("org.zeromq..", new String[] {"org.striate.kernel..", "org.striate.launcher.."}),
            Map.entry("ai.djl..", new String[] {"org.striate.models.."}),
            Map.entry("org.tribuo..", new String[] {"org.striate.analysis.."}),
            Map.entry("org.bytedeco..", new String[] {"org.striate.analysis.."}),
            Map.entry("org.apache.commons.statistics..", new String[] {"org.striate.analysis.."}),
            Map.entry("org.knowm.xchart..", new String[] {"org.striate.plots.."}),
            Map.entry("org.apache.[batik|pdfbox]..", new String[] {"org.striate.plots.."}),
            Map.entry("us.hebi..", new String[] {"org.striate.datasets.."}),
            Map.entry("io.jhdf..", new String[] {"org.striate.datasets.."}),
            Map.entry("org.apache.commons.csv..", new String[] {"org.striate.datasets.."}));

    @Test
    void everyModuleIsThere() {
        for (var module : List.of("core", "datasets", "models", "analysis", "plots", "magics", "kernel", "launcher")) {
            assertThat(STRIATE.stream().map(JavaClass::getPackageName))
                    .as("classes of %s", module)
                    .contains("org.striate." + module);
        }
    }

    /** See docs/decisions/0083: their memory is let go while the gradient needs it. */
    @Test
    void gradientsMeetNoNumbersOfJava() {
        for (var name : List.of("mul", "div", "maximum", "minimum", "pow")) {
            noClasses()
                    .should()
                    .callMethod(NDArray.class, name, Number.class)
                    .because("what a gradient goes through takes Numbers.times and Numbers.atLeast")
                    .check(STRIATE);
        }
    }

    @Test
    void arrowsPointDownAndSiblingsNeverMeet() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.striate..")
                .layer("core")
                .definedBy("org.striate.core..")
                .layer("datasets")
                .definedBy("org.striate.datasets..")
                .layer("models")
                .definedBy("org.striate.models..")
                .layer("analysis")
                .definedBy("org.striate.analysis..")
                .layer("plots")
                .definedBy("org.striate.plots..")
                .layer("magics")
                .definedBy("org.striate.magics..")
                .layer("kernel")
                .definedBy("org.striate.kernel..")
                .layer("launcher")
                .definedBy("org.striate.launcher..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("datasets")
                .mayOnlyAccessLayers("core")
                .whereLayer("models")
                .mayOnlyAccessLayers("core")
                .whereLayer("analysis")
                .mayOnlyAccessLayers("core")
                .whereLayer("plots")
                .mayOnlyAccessLayers("core")
                .whereLayer("magics")
                .mayOnlyAccessLayers("core", "datasets", "models", "analysis", "plots")
                .whereLayer("kernel")
                .mayOnlyAccessLayers("core", "magics")
                .check(STRIATE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.striate.(*)..").should().beFreeOfCycles().check(STRIATE);
    }

    @Test
    void coreNeedsTheJdkAlone() {
        classes()
                .that(resideInAPackage("org.striate.core.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.imageio..", "org.striate.core.."))
                .check(STRIATE);
    }

    @Test
    void everyLibraryHasOneHome() {
        HOMES_OF_LIBRARY.forEach((library, homes) -> noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(STRIATE));
    }

    @Test
    void everyResultHasAPictureOrATable() {
        var texts = Set.of("Origin", "Provenance", "Replay", "AddedJars", "Help", "Rendered");
        var pictures = Set.of("Figure", "Movie");
        var ownTables = Set.of("MagicTable", "Citations");
        var without = STRIATE.stream()
                .filter(type -> type.isAssignableTo(Showable.class) && !type.isInterface())
                .filter(type -> !type.isAssignableTo(Charted.class) && !type.isAnonymousClass())
                .filter(type ->
                        Stream.of(texts, pictures, ownTables).noneMatch(names -> names.contains(type.getSimpleName())))
                .filter(type -> !type.isAssignableTo(UnitStatistic.class) && !type.isAssignableTo(StimulusSet.class))
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .noneMatch(call -> call.getTargetOwner().isEquivalentTo(Html.class)
                                && call.getName().equals("table")))
                .map(JavaClass::getSimpleName)
                .toList();
        assertThat(without).isEmpty();
    }

    /** JShell would call such a name ambiguous. */
    @Test
    void noPublicNameHidesOneThatCellsImport() {
        var seen = new TreeSet<String>();
        var taken = STRIATE.stream()
                .filter(ArchitectureTest::isImportedByCells)
                .map(JavaClass::getSimpleName)
                .filter(name -> isInAPackageThatCellsImport(name) || !seen.add(name))
                .toList();
        assertThat(taken).isEmpty();
    }

    private static boolean isImportedByCells(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.isTopLevelClass()
                && !type.getPackageName().matches("org\\.striate\\.(kernel(\\..*)?|launcher(\\..*)?|magics)")
                && !type.getSimpleName().equals("package-info");
    }

    private static boolean isInAPackageThatCellsImport(String name) {
        return Stream.of(
                        "java.lang",
                        "java.util",
                        "java.io",
                        "java.math",
                        "java.net",
                        "java.nio.file",
                        "java.util.concurrent",
                        "java.util.function",
                        "java.util.prefs",
                        "java.util.regex",
                        "java.util.stream")
                .anyMatch(imported -> exists(imported + "." + name));
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, ArchitectureTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
