package org.striate.core;

import java.util.List;

/** What the units of one layer answered: stimuli x units, float32. Do not change the rows. */
public final class Activations implements Showable {

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final UnitLayout layout;
    private final float[][] rows;
    private final Origin origin;

    /**
     * @param rows [stimuli x units]; kept, not copied
     * @throws BadInput if the rows are not one a stimulus and one value a unit
     */
    public Activations(
            String model, String layer, List<String> stimulusIds, UnitLayout layout, float[][] rows, Origin origin) {
        if (rows.length != stimulusIds.size()) {
            throw BadInput.of(
                    "activations of " + layer,
                    rows.length + " rows",
                    stimulusIds.size() + ", one per stimulus",
                    "Run the model on all stimuli: network.activations(stimuli, \"" + layer + "\")");
        }
        for (var row : rows) {
            if (row.length != layout.units()) {
                throw BadInput.of(
                        "activations of " + layer,
                        row.length + " values in a row",
                        layout.units() + ", one per unit",
                        "Give the layout that the rows have: UnitLayout.flat(" + row.length + ")");
            }
        }
        this.model = model;
        this.layer = layer;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.layout = layout;
        this.rows = rows;
        this.origin = origin;
    }

    public String model() {
        return model;
    }

    public String layer() {
        return layer;
    }

    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public UnitLayout layout() {
        return layout;
    }

    public int stimuli() {
        return rows.length;
    }

    public int units() {
        return layout.units();
    }

    /** All units' answers to one stimulus, [units]; not a copy. */
    public float[] row(int stimulus) {
        return rows[stimulus];
    }

    public Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "Activations " + layer + ": " + stimuli() + " stimuli x " + units() + " units, " + model;
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + " (" + Html.escape(layout) + ")</p>" + Html.origin(origin);
    }
}
