package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.Evaluator;

/** What notebooks written for IJava do, beyond its magics. */
class IJavaNotebooksTest {

    private static LiveSession session;
    private static Evaluator evaluator;

    /** Kept as long as the session, which goes on looking into it. */
    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        session = LiveSession.of(List.of());
        evaluator = session.evaluator();
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static Optional<Object> value(String cell) {
        return session.value(cell);
    }

    private static Map<String, ?> shown(String cell) {
        return Mime.bundle(value(cell).orElseThrow()).asMap();
    }

    private static void compile(String packageName, String type, String body) throws IOException {
        var classes = Files.createDirectories(folder.resolve(packageName));
        var source = classes.resolve(type + ".java");
        Files.writeString(source, "package " + packageName + "; public class " + type + " {" + body + "}");
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
    }

    private static final String REGISTRATION = """
            import io.github.spencerpark.ijava.IJava;
            import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
            record Ball(int size) {}
            IJava.getKernelInstance().getRenderer()
                .createRegistration(Ball.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_MARKDOWN)
                .register((ball, context) -> {
                    context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + ball.size() + "</b>");
                    context.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> "**" + ball.size() + "**");
                });
            """;

    @Test
    void aTypesOwnFormsAreShownOnceRegistered() {
        value(REGISTRATION);
        assertThat(shown("new Ball(3)").keySet()).isEqualTo(java.util.Set.of("text/plain", "text/html"));
        assertThat(shown("new Ball(3)").get("text/html")).hasToString("\"<b>3</b>\"");
        assertThat(shown("new Ball(3)").get("text/plain")).hasToString("\"Ball[size=3]\"");
        assertThat(shown("render(new Ball(4), \"text/markdown\")").get("text/markdown"))
                .hasToString("\"**4**\"");
        assertThat(shown("new int[] {1, 2}").get("text/plain")).hasToString("\"int[2] {1, 2}\"");
    }

    @Test
    void whatIsRenderedIsShownWithASemicolonToo() {
        assertThat(shown("render(\"<i>x</i>\", \"text/html\");").get("text/html"))
                .hasToString("\"<i>x</i>\"");
        assertThat(value("render(\"x\"); int after = 1;")).isEmpty();
        assertThat(value("if (true) { render(\"x\"); }")).isEmpty();
        value("void renders() { render(\"x\"); }");
        value("int drawn = 0;\nvoid render(int more) { drawn += more; }");
        value("render(2);");
        assertThat(value("drawn")).contains(2);
    }

    /** {@code Figure} and {@code Score} are names of ours too. */
    @Test
    void whatANotebookImportsGoesBeforeWhatWeImport() throws Exception {
        compile("theirs", "Figure", "");
        compile("theirs", "Score", "");
        value("%classpath " + folder.resolve("theirs"));
        value("import theirs.*;");
        assertThat(
                        value(
                                "class Uses { Figure figure; Score score; }\nScore scored = null;\nnew Figure().getClass().getName()"))
                .contains("theirs.Figure");
        assertThat(value("Figure.class.getName() + Score.class.getName()")).contains("theirs.Figuretheirs.Score");
        assertThat(value("Region.V1.name()")).contains("V1");
    }

    @Test
    void loadedFilesMayUseWhatAnotherOfTheSameCellDeclares() throws IOException {
        Files.writeString(folder.resolve("Pair.java"), "class Pair { Half left = new Half(); }");
        Files.writeString(folder.resolve("Half.java"), "class Half { int size = 7; }");
        assertThat(value("%load " + folder + "/Pair\n%load " + folder + "/Half.java\nnew Pair().left.size"))
                .contains(7);
        Files.writeString(folder.resolve("Single.java"), "class Single { Nothing there; }");
        value("%load " + folder + "/Single");
        assertThatThrownBy(() -> evaluator.evaluate("new Single()", 1, value -> value))
                .isInstanceOf(CellFailure.class);
        value("class Nothing {}\nvar single = new Single();");
        assertThat(value("single.there == null")).contains(true);
    }

    @Test
    void dataReadyToBeDisplayedIsShownAsItIs() {
        var data = new DisplayData("plain");
        data.putMarkdown("**bold**");
        data.putData("application/json", "{\"a\": 1}");
        var forms = Mime.bundle(data);
        assertThat(forms.get("text/plain").getAsString()).isEqualTo("plain");
        assertThat(forms.get("text/markdown").getAsString()).isEqualTo("**bold**");
        assertThat(forms.getAsJsonObject("application/json").get("a").getAsInt())
                .isEqualTo(1);
        assertThat(value("io.github.spencerpark.ijava.IJava.getKernelInstance().evalRaw(\"6 * 7\")"))
                .contains(42);
    }

    /** OLCUT, the configuration of Tribuo, looks for classes by their names. */
    @Test
    void librariesOfTheKernelFindTheClassesOfAddedJars() throws Exception {
        compile("added", "Added", "public static int ONE = 1;");
        var jar = folder.resolve("added.jar");
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("/added"));
            Files.copy(folder.resolve("added/added/Added.class"), zip.getPath("/added/Added.class"));
        }
        value("%jars " + jar);
        assertThat(value("added.Added.ONE")).contains(1);
        var found = Class.forName("added.Added", true, ConfigurationManager.class.getClassLoader());
        assertThat(value("added.Added.class")).contains(found);
        assertThat(System.getProperty("java.class.path"))
                .as("for what scans it")
                .contains(jar.toString());
    }
}
