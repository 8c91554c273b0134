package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.Evaluator;
import org.striate.plots.Figure;
import org.striate.plots.Plots;
import org.striate.plots.Theme;

/**
 * Runs the lines of docs/gallery.md and holds its pictures against what they make. With {@code -Dgallery=write} the pictures
 * in docs/images/plots are written anew; in any case they are left, also dark, as SVG and as PDF, in target/gallery.
 */
class GalleryTest {

    private static final Path ROOT = Path.of(System.getProperty("striate.root"));
    private static final Path PICTURES = ROOT.resolve("docs/images/plots");
    private static final Path LOOK = Path.of("target/gallery");
    private static final Pattern BLOCK = Pattern.compile("```java (\\w+)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyFigureIsMadeByTheLinesAboveIt() throws IOException {
        var text = Files.readString(ROOT.resolve("docs/gallery.md"));
        var evaluator = new Evaluator(List.of());
        try {
            var blocks = BLOCK.matcher(text);
            while (blocks.find()) {
                var name = blocks.group(1);
                var value = value(evaluator, blocks.group(2));
                if (!name.equals("setup")) {
                    assertThat(value).as(name).isInstanceOf(Figure.class);
                    hold(name, (Figure) value, text);
                }
            }
        } finally {
            evaluator.close();
        }
    }

    private static Object value(Evaluator evaluator, String cell) {
        try {
            return evaluator.evaluate(cell, 1, value -> value).orElse("no value");
        } catch (CellFailure e) {
            throw new AssertionError(cell + String.join("\n", e.traceback()), e);
        }
    }

    private static void hold(String name, Figure figure, String text) throws IOException {
        assertThat(text).contains("![" + name + "](images/plots/" + name + ".png)");
        for (var kind : List.of(".png", ".svg", ".pdf")) {
            figure.save(LOOK.resolve(name + kind));
        }
        figure.in(Theme.DARK).save(LOOK.resolve(name + "-dark.png"));
        var picture = PICTURES.resolve(name + ".png");
        if ("write".equals(System.getProperty("gallery"))) {
            figure.save(picture);
        }
        var made = ImageIO.read(LOOK.resolve(name + ".png").toFile());
        var kept = ImageIO.read(picture.toFile());
        assertThat(kept.getWidth())
                .as("width of %s; mend with -Dgallery=write", picture)
                .isEqualTo(made.getWidth());
        assertThat(kept.getHeight())
                .as("height of %s; mend with -Dgallery=write", picture)
                .isEqualTo(made.getHeight());
    }

    @Test
    void everyPlotIsInTheGallery() throws IOException {
        var text = Files.readString(ROOT.resolve("docs/gallery.md"));
        var missing = new TreeSet<String>();
        Arrays.stream(Plots.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Figure.class)
                .map(Method::getName)
                .filter(name -> !text.contains("Plots." + name + "("))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }
}
