package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
        assertThat(Double.parseDouble(title.getAttribute("textLength"))).isCloseTo(15 * 2.834, within(0.05));
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

    /** Machado, Oliveira and Fernandes 2009, Table 1, severity 1: none, protanopia, deuteranopia, tritanopia; of linear RGB. */
    private static final double[][][] VISIONS = {
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
        },
        {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
        },
        {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
        }
    };

    /** By CIEDE2000; a difference of 2 is just seen where two colours touch. */
    @Test
    void coloursAreToldApartByPeopleOfAnyColourVision() {
        // Sharma, Wu and Dalal 2005, Table 1, pairs 1, 7, 17 and 25
        assertThat(apart(new double[] {50, 2.6772, -79.7751}, new double[] {50, 0, -82.7485}))
                .isCloseTo(2.0425, within(1e-4));
        assertThat(apart(new double[] {50, 0, 0}, new double[] {50, -1, 2})).isCloseTo(2.3669, within(1e-4));
        assertThat(apart(new double[] {50, 2.5, 0}, new double[] {73, 25, -18})).isCloseTo(27.1492, within(1e-4));
        assertThat(apart(new double[] {60.2574, -34.0099, 36.2677}, new double[] {60.4626, -34.1751, 39.4387}))
                .isCloseTo(1.2644, within(1e-4));
        for (var theme : Theme.values()) {
            for (var vision : VISIONS) {
                for (int i = 0; i < theme.colours(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(apart(lab(theme.colour(i), vision), lab(theme.colour(j), vision)))
                                .as("%s, colours %d and %d, vision %s", theme, j, i, vision[0][0])
                                .isGreaterThan(10);
                    }
                }
            }
        }
    }

    private static double[] lab(Color colour, double[][] vision) {
        var rgb = new double[] {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())};
        var seen = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = vision[i][0] * rgb[0] + vision[i][1] * rgb[1] + vision[i][2] * rgb[2];
            seen[i] = Math.max(0, Math.min(1, sum));
        }
        double x = root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
        double y = root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    /** CIEDE2000 of two colours in L*a*b*. */
    private static double apart(double[] p, double[] q) {
        double grey = 1 - seventh((Math.hypot(p[1], p[2]) + Math.hypot(q[1], q[2])) / 2);
        double pa = p[1] * (1 + grey / 2);
        double qa = q[1] * (1 + grey / 2);
        double pc = Math.hypot(pa, p[2]);
        double qc = Math.hypot(qa, q[2]);
        double ph = Math.toDegrees(Math.atan2(p[2], pa)) + (p[2] < 0 ? 360 : 0);
        double qh = Math.toDegrees(Math.atan2(q[2], qa)) + (q[2] < 0 ? 360 : 0);
        boolean hues = pc * qc > 0;
        double turn = hues ? Math.IEEEremainder(qh - ph, 360) : 0;
        double hue = hues ? (ph + qh) / 2 + (Math.abs(ph - qh) > 180 ? ph + qh < 360 ? 180 : -180 : 0) : ph + qh;
        double chroma = (pc + qc) / 2;
        double light = Math.pow((p[0] + q[0]) / 2 - 50, 2);
        double t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.20 * cos(4 * hue - 63);
        double dl = (q[0] - p[0]) / (1 + 0.015 * light / Math.sqrt(20 + light));
        double dc = (qc - pc) / (1 + 0.045 * chroma);
        double dh = 2 * Math.sqrt(pc * qc) * Math.sin(Math.toRadians(turn / 2)) / (1 + 0.015 * chroma * t);
        double turned = 2 * Math.toRadians(30 * Math.exp(-Math.pow((hue - 275) / 25, 2)));
        return Math.sqrt(dl * dl + dc * dc + dh * dh - 2 * seventh(chroma) * Math.sin(turned) * dc * dh);
    }

    private static double seventh(double chroma) {
        return Math.sqrt(Math.pow(chroma, 7) / (Math.pow(chroma, 7) + Math.pow(25, 7)));
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
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
