package org.striate.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.LayerBlocks;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Progress;
import org.striate.core.Region;
import org.striate.core.Showable;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.WholeFile;

/**
 * A layer's linear read-out of neurons, fitted to all stimuli: it predicts new ones, and gives each neuron's weight on every
 * unit, through which images can be made for it. Linear in the units: {@code response = weights . units + intercept}.
 */
public final class FittedEncoding implements Showable {

    private static final int MAGIC = 0x53545245; // "STRE"
    private static final int VERSION = 2;
    private static final int MOST = 1 << 28; // neurons or units that a file may claim

    private final String model;
    private final String layer;
    private final List<Neuron> neurons;
    private final double[] intercepts;
    private final UnitWeights weights;
    private final Origin origin;

    private FittedEncoding(
            String model, String layer, List<Neuron> neurons, double[] intercepts, UnitWeights weights, Origin origin) {
        this.model = model;
        this.layer = layer;
        this.neurons = List.copyOf(neurons);
        this.intercepts = intercepts;
        this.weights = weights;
        this.origin = origin;
    }

    static FittedEncoding of(
            LinearWeights fit, TrainingLayer training, List<Neuron> neurons, Targets targets, Origin origin) {
        var weights = UnitWeights.of(fit, training, neurons.size());
        // The plane goes through the means: intercept = mean response - weights . mean units.
        var atMean = weights.atMeanOf(training);
        var means = Columns.means(targets.values(), targets.stimuli());
        var intercepts = IntStream.range(0, means.length)
                .mapToDouble(i -> means[i] - atMean[i])
                .toArray();
        return new FittedEncoding(training.model(), training.layer(), neurons, intercepts, weights, origin);
    }

    public String model() {
        return model;
    }

    public String layer() {
        return layer;
    }

    public List<Neuron> neurons() {
        return neurons;
    }

    public Origin origin() {
        return origin;
    }

    /** [neurons] predicted responses where all units are 0. */
    public double[] intercepts() {
        return intercepts.clone();
    }

    /** A neuron's predicted response where all units are 0. */
    public double intercept(String neuronId) {
        return intercepts[place(neuronId)];
    }

    /**
     * A neuron's weight on every unit, in the layer's order; computed when asked for, in one pass over the layer.
     *
     * @return [units]
     * @throws BadInput if there is no such neuron
     */
    public double[] weights(String neuronId) {
        int place = place(neuronId);
        return weights.of(place, place + 1)[0];
    }

    private int place(String neuronId) {
        return Neuron.place(neurons, neuronId, "this read-out", "fitted.neurons()");
    }

    /**
     * Predicted responses to new stimuli.
     *
     * @param answers of the same layer, [stimuli x units]
     * @return [stimuli x neurons]
     * @throws BadInput if the layer has another number of units
     */
    public double[][] predict(Activations answers) {
        return predict(answers, LayerBlocks.most());
    }

    /** @param most bytes that a layer on a disk may take at once; of a larger one some stimuli at a time are read */
    double[][] predict(Activations answers, long most) {
        int stimuli = answers.stimuli();
        boolean large = LayerBlocks.isLarge(answers, most);
        int together = large ? (int) Math.max(1, most / 2 / ((long) Float.BYTES * answers.units())) : stimuli;
        var predicted = new double[stimuli][];
        for (int from = 0; from < stimuli; from += together) {
            int first = from;
            var rows = new float[Math.min(together, stimuli - first)][];
            Arrays.setAll(rows, i -> answers.row(first + i));
            var products = weights.times(rows);
            for (int i = 0; i < rows.length; i++) {
                int at = i * neurons.size();
                predicted[first + i] = IntStream.range(0, neurons.size())
                        .mapToDouble(j -> products[at + j] + intercepts[j])
                        .toArray();
            }
            if (large) {
                Progress.check("predicting from " + layer);
            }
        }
        return predicted;
    }

    /** Predicted responses to new stimuli, run through the model whose layer was fitted. */
    public double[][] predict(StimulusModel model, StimulusSet stimuli) {
        return predict(model.activations(stimuli, layer));
    }

    /**
     * Predicted responses to new stimuli as a recording, one presentation each: a fitted model asked in the place of neurons
     * that cannot be shown anything any more.
     */
    public NeuralResponses record(StimulusModel model, StimulusSet stimuli) {
        var predicted = predict(model, stimuli);
        return new NeuralResponses(
                "neurons as " + this.model + " " + layer + " predicts them",
                stimuli.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                neurons,
                List.of(new TimeBin(Double.NaN, Double.NaN)),
                Arrays.stream(predicted).map(FittedEncoding::floats).toArray(float[][]::new),
                Origin.of("prediction").from(origin).from(stimuli.origin()));
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Writes the read-out with the weights of every neuron, 8 bytes each. */
    public void save(Path file) {
        WholeFile.write(file, stream -> {
            var out = new DataOutputStream(stream);
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(model);
            out.writeUTF(layer);
            KeptOrigin.write(origin, out);
            out.writeInt(neurons.size());
            out.writeInt(weights.units());
            int together = together();
            for (int from = 0; from < neurons.size(); from += together) {
                var some = weights.of(from, Math.min(neurons.size(), from + together));
                for (int i = 0; i < some.length; i++) {
                    write(from + i, some[i], out);
                }
            }
            out.flush();
        });
    }

    /** How many neurons' weights are made in one pass over the layer: those that an eighth of the heap holds. */
    private int together() {
        long bytes = (long) Double.BYTES * Math.max(1, weights.units());
        return (int) Math.max(1, Math.min(MOST, Runtime.getRuntime().maxMemory() / 8 / bytes));
    }

    private void write(int neuron, double[] own, DataOutputStream out) throws IOException {
        out.writeUTF(neurons.get(neuron).id());
        out.writeUTF(neurons.get(neuron).region().name());
        out.writeUTF(neurons.get(neuron).subject());
        out.writeDouble(intercepts[neuron]);
        for (double w : own) {
            out.writeDouble(w);
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws BadInput if the file is not there, is cut short or is none of ours
     */
    public static FittedEncoding load(Path file) {
        try (var in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            int version = in.readInt() == MAGIC ? in.readInt() : 0;
            if (version < 1 || version > VERSION) {
                throw broken(file, "no read-out of this version");
            }
            return read(in, version, file, Files.size(file));
        } catch (IOException e) {
            throw broken(file, e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private static FittedEncoding read(DataInputStream in, int version, Path file, long size) throws IOException {
        var model = in.readUTF();
        var layer = in.readUTF();
        var origin = version == 1 ? KeptOrigin.readText(in, size) : KeptOrigin.read(in, size);
        int count = in.readInt();
        int units = in.readInt();
        if (count < 0 || units < 0 || count > MOST || (double) count * units * Double.BYTES > size) {
            throw broken(file, count + " neurons with " + units + " weights in " + size + " bytes");
        }
        var neurons = new ArrayList<Neuron>();
        var intercepts = new double[count];
        var weights = new double[count][units];
        for (int i = 0; i < count; i++) {
            neurons.add(new Neuron(in.readUTF(), new Region(in.readUTF()), in.readUTF()));
            intercepts[i] = in.readDouble();
            for (int j = 0; j < units; j++) {
                weights[i][j] = in.readDouble();
            }
        }
        return new FittedEncoding(model, layer, neurons, intercepts, UnitWeights.of(weights, units), origin);
    }

    private static BadInput broken(Path file, String wrong) {
        return BadInput.of("file " + file, wrong, "a file written by save", "Write it anew: fitted.save(path)");
    }

    @Override
    public String toString() {
        return "FittedEncoding " + layer + ": " + weights.units() + " units to " + neurons.size() + " neurons, "
                + model;
    }

    @Override
    public String toHtml() {
        var shown = weights.of(0, Math.min(Html.MOST_ROWS, neurons.size()));
        return Html.table(
                        toString(),
                        List.of("neuron", "intercept", "length of the weights"),
                        neurons.size(),
                        i -> List.of(neurons.get(i).id(), intercepts[i], length(shown[i])))
                + "<pre>" + Html.escape(origin) + "</pre>";
    }

    private static double length(double[] weights) {
        return Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum());
    }
}
