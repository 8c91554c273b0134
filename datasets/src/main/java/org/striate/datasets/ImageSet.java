package org.striate.datasets;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.datasets.ImageFiles.Decoded;

/** Pictures decoded when they are asked for; the first one sets the size, and colour as soon as it has some. */
final class ImageSet {

    private ImageSet() {}

    /**
     * @param source index to the bytes of a picture file
     * @throws BadInput if the first picture cannot be decoded
     */
    static StimulusSet of(
            String name,
            List<String> ids,
            IntFunction<byte[]> source,
            double degrees,
            Map<String, List<Object>> parameters,
            Origin origin) {
        if (!(degrees > 0)) {
            throw BadInput.of("degrees", String.valueOf(degrees), "more than 0", "Give the width on the screen: 8");
        }
        var first = ImageFiles.decode(ids.get(0), source.apply(0));
        // RGB always: one grey picture among coloured ones is common, and grey ones answer grey(..) exactly.
        return new PixelStimuli(
                name,
                ids,
                3,
                first.height(),
                first.width(),
                degrees,
                i -> fitted(ImageFiles.decode(ids.get(i), source.apply(i)), first, ids.get(i)),
                parameters,
                origin);
    }

    private static float[] fitted(Decoded picture, Decoded first, String id) {
        if (picture.height() != first.height() || picture.width() != first.width()) {
            throw BadInput.of(
                    "picture " + id,
                    picture.height() + " x " + picture.width() + " pixels",
                    first.height() + " x " + first.width() + ", as the first one has",
                    "Cut them all to one size: Stimuli.folder(path, 8, 224)");
        }
        return rgb(picture);
    }

    static float[] rgb(Decoded picture) {
        if (picture.channels() == 3) {
            return picture.pixels();
        }
        int size = picture.pixels().length;
        var rgb = new float[3 * size];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(picture.pixels(), 0, rgb, channel * size, size);
        }
        return rgb;
    }
}
