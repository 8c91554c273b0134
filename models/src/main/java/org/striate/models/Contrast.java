package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.striate.models.graph.Numbers;

/**
 * NT-Xent (Chen et al. 2020, equation 1): of the 2 n outputs of n pairs, each must be nearer to its partner than to the others, by
 * the cosine over a temperature. A stimulus that is in the batch twice is no stranger to itself nor to its partner: its other copy is left
 * out.
 *
 * @param temperature of the softmax
 * @param ahead frames from a stimulus to its partner; 0 for another view of the stimulus itself
 * @param movies [stimuli] which movie each belongs to: partners never cross a cut
 */
record Contrast(double temperature, int ahead, int[] movies) implements Objective {

    /** Takes a similarity out of the softmax. */
    private static final float NEVER = -1e9f;

    @Override
    public boolean pairs() {
        return true;
    }

    @Override
    public boolean ordered() {
        return ahead > 0;
    }

    @Override
    public int partner(int stimulus, Set<Integer> among) {
        return together(stimulus, stimulus + ahead, among)
                ? stimulus + ahead
                : together(stimulus, stimulus - ahead, among) ? stimulus - ahead : -1;
    }

    private boolean together(int stimulus, int other, Set<Integer> among) {
        return among.contains(other) && movies[stimulus] == movies[other];
    }

    @Override
    public String lossName() {
        return "contrastive loss (nats)";
    }

    @Override
    public NDArray loss(NDArray output, NDArray input, List<Integer> shown) {
        int rows = shown.size();
        var flat = output.reshape(rows, -1);
        // As PyTorch's normalize: a row of zeros stays one.
        var unit = flat.div(Numbers.atLeast(flat.norm(new int[] {1}, true), 1e-8));
        var manager = output.getManager();
        var strangers = manager.create(strangers(shown), new Shape(rows, rows));
        var similar =
                Numbers.times(unit.matMul(unit.transpose()), 1 / temperature).add(strangers);
        var partners = new int[rows];
        for (int i = 0; i < rows; i++) {
            partners[i] = (i + rows / 2) % rows;
        }
        return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(manager.create(partners)), new NDList(similar));
    }

    /** 0 where two outputs are compared, [rows x rows]. */
    private static float[] strangers(List<Integer> shown) {
        int rows = shown.size();
        var ids = new ArrayList<>(shown);
        var strangers = new float[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                int partner = (i + rows / 2) % rows;
                boolean known = ids.get(j).equals(ids.get(i)) || ids.get(j).equals(ids.get(partner));
                strangers[i * rows + j] = i == j || j != partner && known ? NEVER : 0;
            }
        }
        return strangers;
    }
}
