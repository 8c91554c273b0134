package org.striate.plots;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Figures as PDF of one page, through PDFBox; a pixel of the layout is a point. */
final class PdfFile {

    private PdfFile() {}

    static byte[] of(Figure figure) {
        try (var document = new PDDocument();
                var fonts = new PdfBoxGraphics2DFontTextDrawer();
                var font = Fonts.stream()) {
            fonts.registerFont("Liberation Sans", font);
            var page = new PDPage(new PDRectangle(figure.width(), figure.height()));
            document.addPage(page);
            document.getDocumentInformation().setTitle(figure.description());
            var graphics = new PdfBoxGraphics2D(document, figure.width(), figure.height());
            graphics.setFontTextDrawer(fonts);
            figure.paint(graphics);
            graphics.dispose();
            try (var content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
