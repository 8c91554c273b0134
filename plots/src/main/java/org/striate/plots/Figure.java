package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Pictures;
import org.striate.core.Showable;
import org.striate.core.WholeFile;
import org.striate.core.charts.Chart;

/**
 * A picture of a result. The last value of a cell appears below it; {@link #save} writes it to a file. It is drawn when it is
 * shown: {@code Plots.use(Theme.DARK)} before that, or {@link #in}, chooses its colours.
 */
public final class Figure implements Showable {

    /** Pixels in the file for one of the layout, so that print and sharp screens lose nothing. */
    private static final int SCALE = 2;
    /** A drawing larger than this stays out of the notebook, where it would lie beside the PNG. */
    private static final int MOST_SVG = 24_000;

    /** Draws into an area of the figure's width and height. */
    @FunctionalInterface
    interface Painter {
        void paint(Canvas canvas);
    }

    private final String description;
    private final int width;
    private final int height;
    private final Painter painter;
    private final Optional<Chart> chart;
    private final Optional<Theme> theme;

    /**
     * @param description one line that says what there is to see, for those who do not see it
     * @param width in pixels at 1x
     * @param height in pixels at 1x
     */
    Figure(String description, int width, int height, Painter painter) {
        this(description, width, height, painter, Optional.empty(), Optional.empty());
    }

    private Figure(
            String description, int width, int height, Painter painter, Optional<Chart> chart, Optional<Theme> theme) {
        this.description = description;
        this.width = width;
        this.height = height;
        this.painter = painter;
        this.chart = chart;
        this.theme = theme;
    }

    /** This figure with its data, for front ends in which it can be explored. */
    Figure explored(Chart data) {
        return new Figure(description, width, height, painter, Optional.of(data), theme);
    }

    Figure described(String otherwise) {
        return new Figure(otherwise, width, height, painter, chart, theme);
    }

    /** This figure in a theme, whichever is in use; parts for which one was chosen before keep theirs. */
    public Figure in(Theme other) {
        return new Figure(description, width, height, painter, chart, Optional.of(other));
    }

    /** This figure with another at its right, each in the theme chosen for it; without one in that of the whole, or this one's. */
    public Figure beside(Figure other) {
        return new Figure(
                description + " Right: " + other.description,
                width + other.width,
                Math.max(height, other.height),
                canvas -> {
                    canvas.part(0, 0, this::part);
                    canvas.part(width, 0, other::part);
                },
                Optional.empty(),
                theme);
    }

    /** This figure with another below it; themes as in {@link #beside}. */
    public Figure above(Figure other) {
        return new Figure(
                description + " Below: " + other.description,
                Math.max(width, other.width),
                height + other.height,
                canvas -> {
                    canvas.part(0, 0, this::part);
                    canvas.part(0, height, other::part);
                },
                Optional.empty(),
                theme);
    }

    /** Draws as a part of another figure. */
    private void part(Canvas canvas) {
        var own = theme.map(canvas::in).orElse(canvas);
        theme.ifPresent(chosen -> own.box(0, 0, width, height, chosen.background()));
        painter.paint(own);
    }

    String description() {
        return description;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Draws on any graphics, in 1x. */
    void paint(Graphics2D graphics) {
        var colours = theme();
        graphics.setColor(colours.background());
        graphics.fillRect(0, 0, width, height);
        painter.paint(new Canvas(graphics, colours));
    }

    private Theme theme() {
        return theme.orElse(Plots.theme());
    }

    /** The picture, twice as many pixels across and down as its layout has. */
    BufferedImage image() {
        var image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        paint(graphics);
        graphics.dispose();
        return image;
    }

    /** The picture as a PNG file's bytes, two pixels for one, which the file tells. */
    public byte[] toPng() {
        return Pictures.png(image(), SCALE);
    }

    /** The picture as an SVG file's text, its letters as text and its description for screen readers. */
    public String toSvg() {
        return SvgFile.of(this);
    }

    /** The picture as a PDF file's bytes, its letters as text in an embedded font. */
    public byte[] toPdf() {
        return PdfFile.of(this);
    }

    /** The picture as a Vega-Lite 5 specification with its data; empty for one that is not made of a chart. */
    public Optional<String> toVegaLite() {
        return chart.flatMap(data -> VegaLite.of(data, theme()));
    }

    /**
     * Writes the picture to a file, whole or not at all.
     *
     * @param file ends in .svg, .png or .pdf
     * @throws BadInput if it ends otherwise or cannot be written
     */
    public Figure save(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        var bytes = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "png" -> toPng();
            case "svg" -> toSvg().getBytes(StandardCharsets.UTF_8);
            case "pdf" -> toPdf();
            default ->
                throw BadInput.of(
                        "file " + file,
                        "no kind of picture that is written",
                        "a name that ends in .svg, .png or .pdf",
                        "figure.save(\"figure.svg\")");
        };
        WholeFile.write(file, out -> out.write(bytes));
        return this;
    }

    /** See {@link #save(Path)}. */
    public Figure save(String file) {
        return save(Path.of(file));
    }

    /** The PNG always; an SVG where it is small; a Vega-Lite specification where there is data to explore. */
    @Override
    public Map<String, Object> toMime() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", toString());
        forms.put("image/png", toPng());
        var explored = toVegaLite();
        if (explored.isPresent()) {
            forms.put(VegaLite.TYPE, explored.get());
        } else {
            var svg = toSvg();
            if (svg.length() <= MOST_SVG) {
                forms.put("image/svg+xml", svg);
            }
        }
        return forms;
    }

    @Override
    public String toString() {
        return "Figure: " + description;
    }

    @Override
    public String toHtml() {
        return "<img width=\"" + width + "\" alt=\"" + Html.escape(description) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(toPng()) + "\"/>";
    }
}
