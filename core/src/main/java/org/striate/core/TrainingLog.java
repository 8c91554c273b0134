package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;
import org.striate.core.charts.Panels;

/**
 * How a training went, epoch by epoch. Where the task has no right answers, as in regression, the shares are NaN; where nothing
 * was held out, what is held out is NaN.
 *
 * @param lossName what the loss is, such as {@code cross-entropy (nats)}
 * @param loss [epochs] mean loss over the training stimuli
 * @param accuracy [epochs] share of training stimuli told right while training
 * @param heldOut [epochs] share of held-out stimuli told right after the epoch
 * @param heldOutLoss [epochs] mean loss over the held-out stimuli after the epoch
 * @param heldOutIds ids of the held-out stimuli: {@code stimuli.matching(log.heldOutIds())}
 * @param kept after which epoch, counted from 1, the weights were taken: the best where training had patience, else the last
 * @param origin what made it
 */
public record TrainingLog(
        String lossName,
        double[] loss,
        double[] accuracy,
        double[] heldOut,
        double[] heldOutLoss,
        List<String> heldOutIds,
        int kept,
        Origin origin)
        implements Charted<Panels> {

    public TrainingLog {
        heldOutIds = List.copyOf(heldOutIds);
    }

    /** One that keeps the weights of its last epoch. */
    public TrainingLog(
            String lossName,
            double[] loss,
            double[] accuracy,
            double[] heldOut,
            double[] heldOutLoss,
            List<String> heldOutIds,
            Origin origin) {
        this(lossName, loss, accuracy, heldOut, heldOutLoss, heldOutIds, loss.length, origin);
    }

    /** One whose loss has no name, and of which only the shares of the held-out stimuli are known. */
    public TrainingLog(double[] loss, double[] accuracy, double[] heldOut, Origin origin) {
        this("loss", loss, accuracy, heldOut, unknown(loss.length), List.of(), origin);
    }

    private static double[] unknown(int epochs) {
        var values = new double[epochs];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    public int epochs() {
        return loss.length;
    }

    /**
     * The loss, and beside it the share told right where there is one.
     *
     * @throws BadInput if there was no epoch
     */
    @Override
    public Panels chart() {
        if (epochs() == 0) {
            throw BadInput.of(
                    "training",
                    "no epochs",
                    "at least one",
                    "network.train(stimuli, \"shape\", Training.withDefaults())");
        }
        var charts = new ArrayList<Chart>();
        charts.add(curves("Loss", Axis.of(lossName).reaching(0, Double.NaN), loss, heldOutLoss));
        if (DoubleStream.concat(Arrays.stream(accuracy), Arrays.stream(heldOut)).anyMatch(v -> !Double.isNaN(v))) {
            charts.add(curves("Accuracy", Axis.of("share told right").reaching(0, 1), accuracy, heldOut));
        }
        return new Panels("Learning", "learning curves, " + this + ".", charts, 2);
    }

    private Curves curves(String title, Axis y, double[] training, double[] after) {
        var epochs = IntStream.rangeClosed(1, epochs()).asDoubleStream().toArray();
        var lines = new ArrayList<>(List.of(Line.of("training", epochs, training)));
        if (Arrays.stream(after).anyMatch(v -> !Double.isNaN(v))) {
            lines.add(Line.of("held out", epochs, after));
        }
        return new Curves(title, title + " over the epochs, " + this + ".", Axis.of("epoch"), y, lines);
    }

    @Override
    public String toString() {
        int last = kept - 1;
        if (last < 0) {
            return "TrainingLog: untrained";
        }
        var best = kept < loss.length ? ", the weights of epoch " + kept : "";
        var text = String.format(Locale.ROOT, "TrainingLog: %d epochs%s, loss %.3f", loss.length, best, loss[last]);
        if (!Double.isNaN(accuracy[last])) {
            text += String.format(Locale.ROOT, ", accuracy %.1f %%", 100 * accuracy[last]);
        }
        if (!Double.isNaN(heldOut[last])) {
            return text + String.format(Locale.ROOT, ", held out %.1f %%", 100 * heldOut[last]);
        }
        return Double.isNaN(heldOutLoss[last])
                ? text
                : text + String.format(Locale.ROOT, ", held out %.3f", heldOutLoss[last]);
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, loss.length)
                .mapToObj(i -> List.of(
                        i + 1,
                        String.format(Locale.ROOT, "%.4f", loss[i]),
                        String.format(Locale.ROOT, "%.4f", heldOutLoss[i]),
                        String.format(Locale.ROOT, "%.3f", accuracy[i]),
                        String.format(Locale.ROOT, "%.3f", heldOut[i])))
                .toList();
        var header = List.of("epoch", lossName, "held-out loss", "accuracy", "held out");
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
