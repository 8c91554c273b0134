package org.striate.models.experiments;

import java.util.Arrays;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.ReceptiveField;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.models.Gradient;
import org.striate.models.Network;
import org.striate.models.Readout;
import org.striate.models.Target;

/** Maps what part of the image a unit answers to, from its answers alone or from the network's gradient. */
public final class ReceptiveFields {

    /** Images whose gradients are held at a time. */
    private static final int PART = 16;

    private ReceptiveFields() {}

    /**
     * Reverse correlation: {@code mean over stimuli of (answer - mean answer) * (pixel - mean of the pixel)}. On white noise of
     * variance v it is v times the filter of a linear unit, and proportional to that of a linear-nonlinear one (Chichilnisky
     * 2001).
     *
     * @param unit index = (channel * height + y) * width + x
     * @param stimuli noise, such as {@code Stimuli.whiteNoise(5000, 1).size(32)}
     * @return a field on the stimuli's pixels; all 0 for a unit that answers all stimuli alike
     * @throws BadInput if the layer or unit is not there, or there are fewer than 2 stimuli
     */
    public static ReceptiveField reverseCorrelation(StimulusModel model, String layer, int unit, StimulusSet stimuli) {
        var average = new TriggeredAverage(answers(model, layer, unit, atLeastTwo(stimuli)), stimuli);
        return field(model, layer, unit, stimuli, stimuli, average.values(), Origin.of("reverse correlation"));
    }

    /**
     * The same with the stimuli's own correlations taken out: the solution w of {@code (C + ridge v I) w = s}, C being the
     * covariance of the pixels, v its mean diagonal, s the average above. With coloured noise or images it is the filter of a
     * linear unit, up to the shrinkage that {@code ridge} brings.
     *
     * @param ridge above 0; more for fewer stimuli: 0.1 where there are as many as pixels
     */
    public static ReceptiveField whitened(
            StimulusModel model, String layer, int unit, StimulusSet stimuli, double ridge) {
        if (!(ridge > 0) || Double.isInfinite(ridge)) {
            throw BadInput.of(
                    "ridge",
                    String.valueOf(ridge),
                    "a number above 0",
                    "ReceptiveFields.whitened(network, \"" + layer + "\", " + unit + ", stimuli, 0.1)");
        }
        var average = new TriggeredAverage(answers(model, layer, unit, atLeastTwo(stimuli)), stimuli);
        return field(
                model,
                layer,
                unit,
                stimuli,
                stimuli,
                average.whitened(ridge),
                Origin.of("whitened reverse correlation").with("ridge", ridge));
    }

    /**
     * The gradient of a unit's answer with respect to the pixels, averaged over images; for a linear unit it is its filter,
     * whatever the images.
     *
     * @param stimuli where the gradient is taken; grey ones, or those that the unit answers to
     * @return a field on the pixels of the network's input
     * @throws BadInput if the layer or unit is not there, there are no stimuli, or the engine cannot differentiate the network
     */
    public static ReceptiveField gradient(Network network, String layer, int unit, StimulusSet stimuli) {
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli", "none", "at least one", "Stimuli.whiteNoise(50, 1)");
        }
        var input = network.preprocessing();
        var shown = Images.fitting(input, stimuli);
        var sum = new double[input.channels() * input.height() * input.width()];
        try (var progress = Progress.of("gradients of " + layer + " unit " + unit, stimuli.size())) {
            for (int from = 0; from < stimuli.size(); from += PART) {
                var images = new float[Math.min(PART, stimuli.size() - from)][];
                for (int i = 0; i < images.length; i++) {
                    images[i] = shown.pixels(from + i);
                }
                Gradient gradient = network.gradient(Target.unit(layer, unit), from, images);
                for (var pixels : gradient.pixels()) {
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += pixels[j];
                    }
                }
                progress.step(images.length, "");
            }
        }
        var mean = Arrays.stream(sum).map(s -> s / stimuli.size()).toArray();
        return field(network, layer, unit, stimuli, shown, mean, Origin.of("gradient"));
    }

    /** One unit's answer to each stimulus. */
    private static double[] answers(StimulusModel model, String layer, int unit, StimulusSet stimuli) {
        var answers = new double[stimuli.size()];
        if (model instanceof Network network) { // keeps that unit alone
            var kept = network.activations(stimuli, Readout.full().units(unit), layer)
                    .get(layer);
            Arrays.setAll(answers, i -> kept.row(i)[0]);
            return answers;
        }
        var units = new int[1];
        model.stream(stimuli, List.of(layer), (name, first, rows) -> {
            units[0] = first + rows[0].length;
            if (unit >= first && unit < units[0]) {
                Arrays.setAll(answers, i -> rows[i][unit - first]);
            }
        });
        if (unit < 0 || unit >= units[0]) {
            throw BadInput.of(
                    "layer " + layer,
                    "unit " + unit,
                    "0 to " + (units[0] - 1),
                    "model.activations(stimuli, \"" + layer + "\") shows the shape");
        }
        return answers;
    }

    private static StimulusSet atLeastTwo(StimulusSet stimuli) {
        if (stimuli.size() < 2) {
            throw BadInput.of("stimuli", stimuli.size() + " of them", "at least 2", "Stimuli.whiteNoise(5000, 1)");
        }
        return stimuli;
    }

    /** @param shown the stimuli on the field's pixels, which are square where those of the stimuli have been left */
    private static ReceptiveField field(
            StimulusModel model,
            String layer,
            int unit,
            StimulusSet stimuli,
            StimulusSet shown,
            double[] values,
            Origin step) {
        return new ReceptiveField(
                layer + " unit " + unit + " of " + model.name(),
                shown.channels(),
                shown.height(),
                shown.width(),
                stimuli.degrees(),
                stimuli.degrees() * stimuli.height() / stimuli.width(),
                values,
                step.with("layer", layer)
                        .with("unit", unit)
                        .from(model.origin())
                        .from(shown.origin()));
    }
}
