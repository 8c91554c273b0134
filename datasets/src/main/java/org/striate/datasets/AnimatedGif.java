package org.striate.datasets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** Pictures as a GIF that moves and repeats. */
final class AnimatedGif {

    static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final byte[] FOR_EVER = {1, 0, 0};
    /** Browsers slow down delays below two hundredths of a second. */
    private static final int SHORTEST = 2;

    private AnimatedGif() {}

    static void write(Stream<BufferedImage> frames, double framesPerSecond, OutputStream out) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var image = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(image);
            writer.prepareWriteSequence(null);
            int count = 0;
            long shown = 0; // hundredths of a second until now
            for (Iterator<BufferedImage> each = frames.iterator(); each.hasNext(); ) {
                var frame = each.next();
                long end = Math.round(100 * ++count / framesPerSecond); // so that rounding does not add up
                long delay = Math.max(SHORTEST, end - shown);
                writer.writeToSequence(new IIOImage(frame, null, metadata(writer, frame, delay, count == 1)), null);
                shown += delay;
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, long delay, boolean first)
            throws IOException {
        var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), writer.getDefaultWriteParam());
        var root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        var control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", String.valueOf(delay));
        control.setAttribute("disposalMethod", "none");
        if (first) {
            var extension = new IIOMetadataNode("ApplicationExtension");
            extension.setAttribute("applicationID", "NETSCAPE");
            extension.setAttribute("authenticationCode", "2.0");
            extension.setUserObject(FOR_EVER);
            var extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(extension);
            root.appendChild(extensions);
        }
        metadata.setFromTree(FORMAT, root);
        return metadata;
    }
}
