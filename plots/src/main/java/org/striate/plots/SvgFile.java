package org.striate.plots;

import java.awt.Dimension;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.Element;

/** Figures as SVG, through Batik. */
final class SvgFile {

    private static final String SVG = "http://www.w3.org/2000/svg";

    private SvgFile() {}

    /** A viewer that lacks the font sets each text as wide as it was laid out, so that nothing moves or overlaps. */
    private static void keepWidths(Element root) {
        var texts = root.getElementsByTagNameNS(SVG, "text");
        for (int i = 0; i < texts.getLength(); i++) {
            var text = (Element) texts.item(i);
            double width = Canvas.width(text.getTextContent(), size(text));
            text.setAttributeNS(null, "textLength", String.format(Locale.ROOT, "%.2f", width));
            text.setAttributeNS(null, "lengthAdjust", "spacingAndGlyphs");
        }
    }

    /** The font size that an element has or inherits. */
    private static float size(Element element) {
        var size = element.getAttribute("font-size");
        if (!size.isEmpty()) {
            return Float.parseFloat(size.replace("px", ""));
        }
        return element.getParentNode() instanceof Element parent ? size(parent) : Fonts.TEXT;
    }

    /** Puts pictures into the file by the JDK's PNG writer; Batik's own is in a jar we do not need otherwise. */
    private static final class Png extends ImageHandlerBase64Encoder {
        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException(e.getMessage(), e);
            }
        }
    }

    static String of(Figure figure) {
        try {
            var document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            var context = SVGGeneratorContext.createDefault(document);
            context.setImageHandler(new Png());
            var graphics = new SVGGraphics2D(context, false);
            graphics.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
            figure.paint(graphics);
            var root = graphics.getRoot();
            root.setAttributeNS(null, "viewBox", "0 0 " + figure.width() + " " + figure.height());
            root.setAttributeNS(null, "role", "img");
            var title = document.createElementNS(SVG, "title");
            title.setTextContent(Canvas.legible(figure.description()));
            root.insertBefore(title, root.getFirstChild());
            keepWidths(root);
            var text = new StringWriter();
            graphics.stream(root, text, true, false);
            var whole = text.toString();
            return ("<?xml version=\"1.0\"?>\n"
                            + whole.substring(whole.indexOf("<svg"))) // a document type would be fetched
                    .replaceAll(
                            "font-family:'Liberation Sans'", Matcher.quoteReplacement("font-family:" + Fonts.FAMILIES));
        } catch (ParserConfigurationException | SVGGraphics2DIOException e) {
            throw new IllegalStateException("SVG of " + figure, e);
        }
    }
}
