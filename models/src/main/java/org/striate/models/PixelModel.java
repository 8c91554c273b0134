package org.striate.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Resize;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitLayout;

/** The baseline that every network must beat: the grey pixels themselves, as means over blocks. Needs no natives. */
public final class PixelModel implements StimulusModel {

    private static final String LAYER = "pixels";

    private final int side;

    /**
     * @param side blocks across and down
     * @throws BadInput if it is below 1
     */
    public PixelModel(int side) {
        if (side < 1) {
            throw BadInput.of("side", String.valueOf(side), "at least 1", "new PixelModel(28)");
        }
        this.side = side;
    }

    @Override
    public String name() {
        return LAYER;
    }

    @Override
    public List<String> layers() {
        return List.of(LAYER);
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var found = new LinkedHashMap<String, Activations>();
        var images = new GreyImages(side, side, Resize.AREA);
        var origin = origin().from(stimuli.origin());
        for (var layer : layers.isEmpty() ? layers() : layers) {
            if (!layer.equals(LAYER)) {
                throw BadInput.unknown("layer", layer, "the pixel model", layers(), "model.layers()");
            }
            var rows = new float[stimuli.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = images.of(stimuli, i);
            }
            found.put(layer, new Activations(LAYER, LAYER, stimuli.ids(), new UnitLayout(1, side, side), rows, origin));
        }
        return found;
    }

    @Override
    public Origin origin() {
        return Origin.of("pixels").with("side", side);
    }

    @Override
    public String toString() {
        return "PixelModel: grey, " + side + " x " + side;
    }
}
