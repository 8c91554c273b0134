package org.striate.models.stream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * What streaming layers will cost, found before it starts. A pass over the stimuli gives all units of a batch, a block must hold
 * all stimuli of some units: in between, {@code 4 n p} bytes have to wait, in memory or in a temporary file. What does not fit at
 * once takes several passes, each only as deep as its deepest layer. With {@code t(l)} seconds a stimulus down to layer l, as
 * measured on the first stimuli,
 *
 * <pre>{@code seconds = sum over passes of n t(deepest layer) + 2 bytes on disk / its rate}</pre>
 *
 * <p>and of holding and writing the cheaper one is taken.
 *
 * @param model the network's name
 * @param stimuli how many, n
 * @param passes over the stimuli, from the layers nearest to the input on
 * @param onDisk whether answers wait in a temporary file
 * @param seconds of all passes and the file, without what is made of the blocks; 0 where it was not measured
 * @param blockBytes of the blocks that are handed out
 */
public record StreamPlan(
        String model, int stimuli, List<OnePass> passes, boolean onDisk, double seconds, long blockBytes)
        implements Charted<Columns> {

    /** Bytes a second that a usual SSD writes, and reads. */
    private static final double DISK = 1.0e9;

    /**
     * A layer that is asked for.
     *
     * @param asked the name it was asked for by
     * @param own the name it is computed under
     * @param units how many, p
     * @param seconds a stimulus, from the input to it
     */
    public record LayerCost(String asked, String own, int units, double seconds) {}

    /** Units {@code first} to {@code last - 1} of a layer. */
    public record Part(LayerCost layer, int first, int last) {}

    /** What one pass over the stimuli collects. */
    public record OnePass(List<Part> parts) {
        public OnePass {
            parts = List.copyOf(parts);
        }

        long units() {
            return parts.stream().mapToLong(part -> part.last() - part.first()).sum();
        }

        double depth() {
            return parts.stream()
                    .mapToDouble(part -> part.layer().seconds())
                    .max()
                    .orElse(0);
        }

        Set<String> layers() {
            var own = new LinkedHashSet<String>();
            parts.forEach(part -> own.add(part.layer().own()));
            return own;
        }
    }

    public StreamPlan {
        passes = List.copyOf(passes);
    }

    /**
     * The cheapest way within the limits.
     *
     * @param layers in the order in which they are computed
     * @param input seconds a stimulus until it is the network's input, paid once
     * @throws BadInput if not even one unit of all stimuli fits
     */
    public static StreamPlan of(String model, int stimuli, List<LayerCost> layers, double input, StreamLimits limits) {
        long block = Math.max(4L * stimuli, limits.memory() / 32);
        var held = plan(model, stimuli, layers, input, limits.memory(), block);
        if (held.passes().size() < 2) {
            return held;
        }
        long room = limits.room();
        if (room <= limits.memory()) {
            return held;
        }
        var passes = passes(layers, room / (4L * stimuli));
        var spilled = new StreamPlan(model, stimuli, passes, true, 0, block);
        double seconds = stimuli * input + spilled.passSeconds() + 2 * spilled.bytes() / DISK;
        return seconds < held.seconds() ? new StreamPlan(model, stimuli, passes, true, seconds, block) : held;
    }

    private static StreamPlan plan(
            String model, int stimuli, List<LayerCost> layers, double input, long memory, long block) {
        long units = memory / (4L * stimuli);
        if (units == 0) {
            throw BadInput.of(
                    "stream of " + model,
                    stimuli + " stimuli with " + memory + " bytes",
                    "at least " + 4L * stimuli + " bytes, one unit's answers",
                    "network.within(StreamLimits.withDefaults().memory(1e9))");
        }
        var plan = new StreamPlan(model, stimuli, passes(layers, units), false, 0, block);
        return new StreamPlan(model, stimuli, plan.passes(), false, stimuli * input + plan.passSeconds(), block);
    }

    /** Filled from the deepest layer up, so that the pass that is not full is the shallowest. */
    private static List<OnePass> passes(List<LayerCost> layers, long units) {
        var passes = new ArrayList<OnePass>();
        var parts = new ArrayList<Part>();
        long room = units;
        for (int i = layers.size() - 1; i >= 0; i--) {
            var layer = layers.get(i);
            for (int left = layer.units(); left > 0; ) {
                int taken = (int) Math.min(left, room);
                parts.add(0, new Part(layer, left - taken, left));
                left -= taken;
                room -= taken;
                if (room == 0) {
                    passes.add(0, new OnePass(parts));
                    parts.clear();
                    room = units;
                }
            }
        }
        if (!parts.isEmpty()) {
            passes.add(0, new OnePass(parts));
        }
        return passes;
    }

    private double passSeconds() {
        return stimuli * passes.stream().mapToDouble(OnePass::depth).sum();
    }

    /** Of all answers. */
    public long bytes() {
        return 4L * stimuli * passes.stream().mapToLong(OnePass::units).sum();
    }

    /** That wait in memory at most. */
    public long memory() {
        return onDisk ? Math.min(largest(), 2 * blockBytes) : largest();
    }

    /** Of the temporary file. */
    public long disk() {
        return onDisk ? largest() : 0;
    }

    private long largest() {
        return 4L * stimuli * passes.stream().mapToLong(OnePass::units).max().orElse(0);
    }

    private long layers() {
        return passes.stream()
                .flatMap(pass -> pass.parts().stream())
                .map(part -> part.layer().asked())
                .distinct()
                .count();
    }

    /** The costs alone: {@code 7 passes, 0.1 GB of memory, 53.1 GB of disk, about 31 min of passes and disk}. */
    String costs() {
        return (passes.size() == 1 ? "1 pass" : passes.size() + " passes") + ", " + gigabytes(memory()) + " of memory"
                + (onDisk ? ", " + gigabytes(disk()) + " of disk" : "")
                + (seconds == 0 ? "" : ", about " + time() + " of passes and disk");
    }

    private String time() {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    private static String gigabytes(long bytes) {
        return bytes < 100_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** How much of every layer waits, pass by pass. */
    @Override
    public Columns chart() {
        double unit = bytes() < 1e9 ? 1e6 : 1e9;
        var columns = new ArrayList<Column>();
        for (int pass = 0; pass < passes.size(); pass++) {
            for (var part : passes.get(pass).parts()) {
                double bytes = 4.0 * stimuli * (part.last() - part.first());
                columns.add(Column.of(part.layer().asked(), "pass " + (pass + 1), bytes / unit));
            }
        }
        return new Columns(
                "What streaming " + model + " keeps",
                this + ".",
                Axis.of("answers", unit == 1e6 ? "MB" : "GB").reaching(0, Double.NaN),
                columns,
                List.of());
    }

    @Override
    public String toString() {
        return "Stream of " + model + ": " + layers() + (layers() == 1 ? " layer, " : " layers, ") + stimuli
                + " stimuli, " + gigabytes(bytes()) + " in " + costs();
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, passes.size())
                .mapToObj(i -> List.of(
                        i + 1,
                        passes.get(i).parts().stream()
                                .map(part -> part.layer().asked())
                                .collect(Collectors.joining(", ")),
                        passes.get(i).units(),
                        gigabytes(4L * stimuli * passes.get(i).units())))
                .toList();
        return Html.table(toString(), List.of("pass", "layers", "units", "answers"), rows);
    }
}
