package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a training went, epoch by epoch. Where the task has no right answers, as in regression, the shares are NaN; where nothing
 * was held out, what is held out is NaN.
 *
 * @param loss [epochs] mean loss over the training stimuli
 * @param accuracy [epochs] share of training stimuli told right while training
 * @param heldOut [epochs] share of held-out stimuli told right after the epoch
 * @param heldOutLoss [epochs] mean loss over the held-out stimuli after the epoch
 * @param heldOutIds ids of the held-out stimuli: {@code stimuli.matching(log.heldOutIds())}
 * @param origin what made it
 */
public record TrainingLog(
        double[] loss,
        double[] accuracy,
        double[] heldOut,
        double[] heldOutLoss,
        List<String> heldOutIds,
        Origin origin)
        implements Showable {

    public TrainingLog {
        heldOutIds = List.copyOf(heldOutIds);
    }

    /** One of which only the shares of the held-out stimuli are known. */
    public TrainingLog(double[] loss, double[] accuracy, double[] heldOut, Origin origin) {
        this(loss, accuracy, heldOut, unknown(loss.length), List.of(), origin);
    }

    private static double[] unknown(int epochs) {
        var values = new double[epochs];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    public int epochs() {
        return loss.length;
    }

    @Override
    public String toString() {
        int last = loss.length - 1;
        if (last < 0) {
            return "TrainingLog: untrained";
        }
        var text = String.format(Locale.ROOT, "TrainingLog: %d epochs, loss %.3f", loss.length, loss[last]);
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
        var header = List.of("epoch", "loss", "held-out loss", "accuracy", "held out");
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
