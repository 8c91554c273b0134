package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Pictures;

class MimeTest {

    /** 3 x 2 pixels at 300 an inch, written by Pillow: {@code Image.new("L", (3, 2)).save(f, "PNG", dpi=(300, 300))}. */
    private static final String PILLOWS = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAACXBIWXMAAC4jAAAuIwF4"
            + "pT92AAAAC0lEQVR4nGNggAAAAAgAAbdYc5UAAAAASUVORK5CYII=";

    private static Map<String, Object> figure(byte[] png, String text) {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", text);
        forms.put("image/png", png);
        return forms;
    }

    private static String metadata(Map<String, Object> forms) {
        return Mime.metadata(Mime.json(forms)).toString();
    }

    @Test
    void figureOfTwoPixelsForOneStandsAtItsLayoutsSizeAndIsDescribed() {
        var png = Pictures.png(new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB), 2);
        assertThat(metadata(figure(png, "Figure: two bars")))
                .isEqualTo("{\"image/png\":{\"width\":320,\"height\":200,\"alt\":\"two bars\"}}");
        assertThat(metadata(figure(png, "so far: Figure: a curve"))).contains("\"alt\":\"a curve\"");
    }

    @Test
    void pictureThatTellsNoDensityKeepsItsSize() {
        var png = Pictures.png(new BufferedImage(64, 40, BufferedImage.TYPE_INT_RGB));
        assertThat(metadata(figure(png, "a picture"))).isEqualTo("{\"image/png\":{\"width\":64,\"height\":40}}");
    }

    @Test
    void pictureOfAKindThatPngDoesNotKnowIsDrawn() throws IOException {
        var grey = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
        var image = new BufferedImage(grey, grey.createCompatibleWritableRaster(3, 2), false, null);
        image.getRaster().setSample(1, 1, 0, 1f);
        requireDrawn(image);
        IJavaForms.renderer(); // from now on the library behind it is asked too
        requireDrawn(image);
    }

    private static void requireDrawn(BufferedImage image) throws IOException {
        var png = Base64.getDecoder().decode(Mime.bundle(image).get("image/png").getAsString());
        var read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(List.of(read.getWidth(), read.getHeight())).containsExactly(3, 2);
        assertThat(read.getRGB(1, 1)).isEqualTo(0xFFFFFFFF);
        assertThat(read.getRGB(0, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> Mime.json(Mime.forms("not json{", List.of("application/json"))))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("application/json: \"not json{\"; expected JSON.");
        assertThat(Mime.json(Mime.forms("[1]", List.of("application/json"))).get("application/json"))
                .hasToString("[1]");
    }

    @Test
    void anotherProgramsDensityIsRead() {
        var header = PngHeader.of(Base64.getDecoder().decode(PILLOWS));
        assertThat(header.width()).isEqualTo(3);
        assertThat(header.height()).isEqualTo(2);
        assertThat(header.scale()).isBetween(3.12, 3.13);
    }

    @Test
    void whatIsCalledAPngAndIsNoneIsLeftToTheFrontEnd() {
        assertThat(metadata(figure(new byte[] {1, 2, 3}, "Figure: none")))
                .isEqualTo("{\"image/png\":{\"alt\":\"none\"}}");
        var circle = java.nio.ByteBuffer.allocate(40).putInt(8, -12).array(); // a chunk that leads back to itself
        assertThat(metadata(figure(circle, "Figure: none"))).isEqualTo("{\"image/png\":{\"alt\":\"none\"}}");
        assertThat(Mime.metadata(
                                JsonParser.parseString("{\"image/png\": \"?\"}").getAsJsonObject())
                        .toString())
                .isEqualTo("{\"image/png\":{}}");
        assertThat(metadata(Map.of("text/plain", "Figure: text alone"))).isEqualTo("{}");
    }

    @Test
    void valueWhoseTextIsNullIsShownAsThat() {
        var silent = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        assertThat(Mime.bundle(silent).get("text/plain").getAsString()).isEqualTo("null");
        assertThat(Mime.bundle(new Object[] {silent}).get("text/plain").getAsString())
                .isEqualTo("Object[1] {null}");
    }
}
