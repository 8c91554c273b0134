package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Interval;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;

/** Files of figures, read by other programs' readers: the JDK's for PNG and XML, PDFBox's for PDF. */
class FigureTest {

    private static final Axis X = Axis.of("Zeit nach Beginn <größer>", "ms");

    private static Figure figure() {
        var line = Line.of("a", new double[] {0, 50, 100}, new double[] {1, 3, 2}, new double[] {0.5, 0.5, 0.5});
        return Drawing.of(new Curves("Größe", "rates of \"a\" & b.", X, Axis.of("rate", "spikes/s"), List.of(line)));
    }

    @AfterEach
    void printAgain() {
        Plots.use(Theme.LIGHT);
    }

    @Test
    void svgHasItsLettersAsTextAndSaysWhatItShows() throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure().toSvg().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var root = document.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 " + Frame.WIDTH + " " + Frame.HEIGHT);
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("rates of \"a\" & b.");
        var texts = root.getElementsByTagName("text");
        var title = (org.w3c.dom.Element) texts.item(0);
        assertThat(title.getTextContent()).isEqualTo("Größe");
        // of Helvetica's widths in thousandths of the size, which Liberation Sans has: G 778, r 333, ö 556, ß 611, e
        // 556
        assertThat(Double.parseDouble(title.getAttribute("textLength")))
                .isCloseTo(15 * 2.834, org.assertj.core.api.Assertions.within(0.05));
        var all = new StringBuilder();
        for (int i = 0; i < texts.getLength(); i++) {
            all.append(texts.item(i).getTextContent()).append('|');
        }
        assertThat(all).contains("Größe|", "Zeit nach Beginn <größer> (ms)|", "rate (spikes/s)|", "100|");
        assertThat(figure().toSvg()).contains("Helvetica").doesNotContain("font-family:'Liberation Sans';");
    }

    @Test
    void pdfIsOnePageOfTheFiguresSizeWithItsLettersAsText() throws IOException {
        try (var document = Loader.loadPDF(figure().toPdf())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(Frame.WIDTH);
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("rates of \"a\" & b.");
            assertThat(new PDFTextStripper().getText(document)).contains("Größe", "Zeit nach Beginn <größer> (ms)");
        }
    }

    @Test
    void themeIsChosenForAllOrForOne() throws IOException {
        assertThat(corner(figure())).isEqualTo(Color.WHITE);
        assertThat(corner(figure().in(Theme.DARK))).isEqualTo(Theme.DARK.background());
        Plots.use(Theme.DARK);
        assertThat(corner(figure())).isEqualTo(Theme.DARK.background());
        assertThat(corner(figure().in(Theme.LIGHT))).isEqualTo(Color.WHITE);
    }

    private static Color corner(Figure figure) throws IOException {
        return new Color(ImageIO.read(new ByteArrayInputStream(figure.toPng())).getRGB(1, 1));
    }

    /** Contrast by WCAG 2, as 3 to 1 is asked of graphics and 4.5 to 1 of text. */
    @Test
    void coloursStandOutFromTheirBackground() {
        for (var theme : Theme.values()) {
            assertThat(contrast(theme.ink(), theme.background())).isGreaterThan(4.5);
            assertThat(contrast(theme.faint(), theme.background())).isGreaterThan(4.5);
            assertThat(contrast(theme.colour(0), theme.background())).isGreaterThan(3);
        }
    }

    private static double contrast(Color a, Color b) {
        double first = luminance(a);
        double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color colour) {
        var rgb = colour.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++) {
            rgb[i] = (float) (rgb[i] <= 0.03928 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4));
        }
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    @Test
    void fileIsWrittenWholeOrRefused(@TempDir Path folder) throws IOException {
        for (var kind : List.of("png", "SVG", "pdf")) {
            figure().save(folder.resolve("größe." + kind));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("größe.png", "größe.SVG", "größe.pdf");
        }
        for (var name : List.of("figure.bmp", "figure", "png")) {
            assertThatThrownBy(() -> figure().save(folder.resolve(name)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining(".svg, .png or .pdf");
        }
    }

    @Test
    void figuresStandBesideAndAboveEachOther() throws IOException {
        var arranged = figure().beside(figure()).above(figure().in(Theme.DARK));
        var image = ImageIO.read(new ByteArrayInputStream(arranged.toPng()));
        assertThat(image.getWidth()).isEqualTo(4 * Frame.WIDTH);
        assertThat(image.getHeight()).isEqualTo(4 * Frame.HEIGHT);
        assertThat(arranged.toString()).contains("Right: ", "Below: ");
        assertThat(arranged.toPdf()).isNotEmpty();
        assertThat(arranged.toSvg()).contains("<title");
    }

    @Test
    void everyPartKeepsTheThemeChosenForIt() {
        var dark = Theme.DARK.background();
        assertThat(corners(figure().beside(figure().in(Theme.DARK)))).containsExactly(Color.WHITE, dark);
        assertThat(corners(figure().in(Theme.DARK).beside(figure().in(Theme.LIGHT))))
                .containsExactly(dark, Color.WHITE);
        assertThat(corners(figure().above(figure().in(Theme.DARK)))).containsExactly(Color.WHITE, dark);
        assertThat(corners(figure().beside(figure()).in(Theme.DARK)))
                .as("parts without one take that of the whole")
                .containsExactly(dark, dark);
    }

    /** The first and the last pixel. */
    private static List<Color> corners(Figure figure) {
        var image = figure.image();
        return List.of(
                new Color(image.getRGB(1, 1)), new Color(image.getRGB(image.getWidth() - 2, image.getHeight() - 2)));
    }

    @Test
    void charactersThatXmlDoesNotKnowAreReplaced() throws Exception {
        var odd = "a\u0001b\ud800c\uffff";
        var chart =
                new Columns("t" + odd, "d" + odd, Axis.of("x" + odd), List.of(Column.of("n" + odd, "", 1)), List.of());
        var svg = Drawing.of(chart).toSvg();
        var root = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("da\ufffdb\ufffdc\ufffd");
        assertThat(root.getTextContent()).contains("ta\ufffdb\ufffdc\ufffd", "na\ufffdb\ufffdc\ufffd");
        assertThat(Drawing.of(chart).toPdf()).isNotEmpty();
    }

    /** One character at a time it took hours. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void veryLongTextsAreShortenedAtOnce() {
        var text = "Größe 層 ".repeat(50_000);
        var shorter = Canvas.fitted(text, Fonts.TEXT, 100);
        assertThat(Canvas.width(shorter, Fonts.TEXT)).isBetween(80.0, 100.0);
        assertThat(shorter).endsWith("…").startsWith("Größe");
        assertThat(Canvas.fitted("ab", Fonts.TEXT, 1)).isEqualTo("…");
        assertThat(Canvas.fitted("ab", Fonts.TEXT, 50)).isEqualTo("ab");
    }

    /** The bar of 0.4 must end where the axis says so, and the band begin at 0.8: measured in the picture. */
    @Test
    void barAndBandAreWhereTheirNumbersAre() throws IOException {
        var bar = new Column("conv1", "net", 0.4, new Interval(Double.NaN, Double.NaN), new double[0], "");
        var levels = List.of(new Level("ceiling", 0.8, Double.NaN, 0.9));
        var chart = new Columns("t", "d", Axis.of("r").reaching(0, 1), List.of(bar), levels);
        var image = ImageIO.read(new ByteArrayInputStream(Drawing.of(chart).toPng()));
        int middle = image.getWidth() / 2;
        int first = image.getHeight();
        int last = 0;
        int bandTop = image.getHeight();
        int bandBottom = 0;
        for (int y = 130; y < image.getHeight(); y++) {
            if (image.getRGB(middle, y) == Theme.LIGHT.colour(0).getRGB()) {
                first = Math.min(first, y);
                last = Math.max(last, y);
            }
            int red = new Color(image.getRGB(image.getWidth() - 60, y)).getRed();
            if (red > 200 && red < 222) {
                bandTop = Math.min(bandTop, y);
                bandBottom = Math.max(bandBottom, y);
            }
        }
        double perUnit = (last - first) / 0.4;
        assertThat(first - bandBottom).isCloseTo((int) (0.4 * perUnit), org.assertj.core.data.Offset.offset(4));
        assertThat(bandBottom - bandTop).isCloseTo((int) (0.1 * perUnit), org.assertj.core.data.Offset.offset(4));
    }
}
