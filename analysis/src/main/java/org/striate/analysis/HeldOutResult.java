package org.striate.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What takes time to know of a score.
 *
 * @param correlations [splits x neurons] Pearson r on held-out stimuli
 * @param predicted [stimuli x neurons] mean held-out prediction
 * @param draws of the score, by bootstrap
 */
record HeldOutResult(double[][] correlations, float[][] predicted, double[] draws) {

    /** With the predictions where they were measured: row i becomes row {@code order[i]}. */
    HeldOutResult moved(int[] order) {
        var rows = new float[predicted.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[order[i]] = predicted[i];
        }
        return new HeldOutResult(correlations, rows, draws);
    }

    /** One that nobody else can change. */
    HeldOutResult copy() {
        return new HeldOutResult(
                Arrays.stream(correlations).map(double[]::clone).toArray(double[][]::new),
                Arrays.stream(predicted).map(float[]::clone).toArray(float[][]::new),
                draws.clone());
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(correlations.length);
        out.writeInt(predicted.length);
        out.writeInt(draws.length);
        out.writeInt(correlations[0].length);
        for (var row : correlations) {
            for (double value : row) {
                out.writeDouble(value);
            }
        }
        for (var row : predicted) {
            for (float value : row) {
                out.writeFloat(value);
            }
        }
        for (double value : draws) {
            out.writeDouble(value);
        }
    }

    /** Reads what was written; the numbers must be known to be whole. */
    static HeldOutResult readFrom(DataInputStream in) throws IOException {
        var correlations = new double[in.readInt()][];
        var predicted = new float[in.readInt()][];
        var draws = new double[in.readInt()];
        int neurons = in.readInt();
        for (int i = 0; i < correlations.length; i++) {
            correlations[i] = doubles(in, neurons);
        }
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = new float[neurons];
            for (int j = 0; j < neurons; j++) {
                predicted[i][j] = in.readFloat();
            }
        }
        return new HeldOutResult(correlations, predicted, doubles(in, draws.length));
    }

    private static double[] doubles(DataInputStream in, int count) throws IOException {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
