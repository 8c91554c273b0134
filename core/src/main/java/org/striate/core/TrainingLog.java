package org.striate.core;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a training went, epoch by epoch.
 *
 * @param loss [epochs] mean loss over the training stimuli
 * @param accuracy [epochs] share of training stimuli told right while training
 * @param heldOut [epochs] share of held-out stimuli told right after the epoch
 * @param origin what made it
 */
public record TrainingLog(double[] loss, double[] accuracy, double[] heldOut, Origin origin) implements Showable {

    public int epochs() {
        return loss.length;
    }

    @Override
    public String toString() {
        int last = loss.length - 1;
        return last < 0
                ? "TrainingLog: untrained"
                : String.format(
                        Locale.ROOT,
                        "TrainingLog: %d epochs, loss %.3f, accuracy %.1f %%, held out %.1f %%",
                        loss.length,
                        loss[last],
                        100 * accuracy[last],
                        100 * heldOut[last]);
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, loss.length)
                .mapToObj(i -> List.of(
                        i + 1,
                        String.format(Locale.ROOT, "%.4f", loss[i]),
                        String.format(Locale.ROOT, "%.3f", accuracy[i]),
                        String.format(Locale.ROOT, "%.3f", heldOut[i])))
                .toList();
        return Html.table(toString(), List.of("epoch", "loss", "accuracy", "held out"), rows) + Html.origin(origin);
    }
}
