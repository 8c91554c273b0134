package org.striate.plots;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.*;
import org.striate.core.charts.*;

class LookTest {
    static final Path LOOK = Path.of("target/look");
    static final Origin T = Origin.of("test");

    static void save(String name, Figure f) {
        f.in(Theme.LIGHT).save(LOOK.resolve(name + ".png"));
        f.in(Theme.DARK).save(LOOK.resolve(name + "-dark.png"));
        f.in(Theme.LIGHT).save(LOOK.resolve(name + ".svg"));
        f.in(Theme.LIGHT).save(LOOK.resolve(name + ".pdf"));
        f.toVegaLite()
                .ifPresent(s -> WholeFile.write(LOOK.resolve(name + ".vl.json"), o -> o.write(s.getBytes("UTF-8"))));
    }

    @Test
    void all() {
        var r = new Random(3);
        var values = new double[] {0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5};
        var mean = Arrays.stream(values)
                .map(v -> 12 + 10 * Math.cos(Math.toRadians(2 * (v - 60))))
                .toArray();
        var sd = new double[8];
        Arrays.fill(sd, 6);
        sd[3] = Double.NaN;
        var n = new int[8];
        Arrays.fill(n, 20);
        var t = new TuningCurve("v1 neuron 7", "orientation", "deg", values, mean, sd, n, T);
        save("tuning", Plots.tuning(t));
        save("polar", Plots.polar(t));
        var sf = new TuningCurve(
                "v1 neuron 7",
                "spatialFrequency",
                "cycles/deg",
                new double[] {0.5, 1, 2, 4, 8},
                new double[] {3, 8, 12, 6, 1},
                new double[] {1, 2, 3, 2, 1},
                new int[] {9, 9, 9, 9, 9},
                T);
        save("tuning-sf", Plots.tuning(sf));
        var many = IntStream.range(0, 12)
                .mapToObj(i -> new TuningCurve(
                        "neuron " + i,
                        "orientation",
                        "deg",
                        values,
                        Arrays.stream(values)
                                .map(v -> 12 + i * Math.cos(Math.toRadians(2 * (v - 15 * i))))
                                .toArray(),
                        sd,
                        n,
                        T))
                .toList();
        save("tuning-many", Plots.tuning(many));
        var field = new double[32 * 32];
        for (int i = 0; i < 1024; i++) {
            double x = (i % 32 - 18) / 5.0, y = (i / 32 - 14) / 5.0;
            field[i] = Math.exp(-x * x - y * y) * Math.cos(3 * x);
        }
        var rf = new ReceptiveField("v1 neuron 7", 1, 32, 32, 8, field, T);
        save("field", Plots.field(rf));
        save("fields", Plots.fields(Collections.nCopies(7, rf)));
        var ids = IntStream.range(0, 30).mapToObj(i -> "s" + i).toList();
        var rdm = new Rdm("conv3", "1 - Pearson r", ids, r.doubles(435).toArray(), T);
        save(
                "rdm",
                Plots.rdm(
                        rdm,
                        IntStream.range(0, 30)
                                .mapToObj(i -> (Object)
                                        (i < 12
                                                ? "animal"
                                                : i < 14
                                                        ? "größere Dinge mit einem sehr langen Namen"
                                                        : i < 15 ? "x" : "natural"))
                                .toList()));
        save(
                "grid",
                Drawing.of(new Grid(
                        "linear CKA",
                        "d",
                        new double[][] {{1, .5, .2}, {.5, 1, .3}, {.1, .2, Double.NaN}},
                        Axis.of("linear CKA").reaching(0, 1),
                        List.of("conv1", "conv2", "a very long layer name indeed, honestly"),
                        List.of("conv1", "conv2", "layer3.0.conv2"),
                        "objectNet",
                        "untrained",
                        Grid.Look.SEQUENTIAL)));
        save(
                "cloud",
                Drawing.of(new Cloud(
                                "MDS",
                                "d",
                                Axis.of("dimension 1"),
                                Axis.of("dimension 2"),
                                ids,
                                r.doubles(30).toArray(),
                                r.doubles(30).toArray(),
                                false)
                        .grouped(IntStream.range(0, 30)
                                .mapToObj(i -> "group " + i % 9)
                                .toList())));
        save(
                "hist",
                Drawing.of(new Distribution(
                        "reliability", "d", Axis.of("reliability"), "neurons", DoubleStreams(r, 1000))));
        save(
                "hist-one",
                Drawing.of(new Distribution(
                        "reliability", "d", Axis.of("reliability"), "neurons", new double[] {0.3, Double.NaN})));
        var log = new TrainingLog(
                "cross-entropy (nats)",
                new double[] {2, 1, 0.5, .3, .2},
                new double[] {0.2, 0.6, 0.9, .92, .96},
                new double[] {0.2, 0.5, 0.8, .82, .84},
                new double[] {2, 1.2, 0.7, .6, .55},
                List.of(),
                T);
        save("learning", Plots.learning(log));
        var cols = new ArrayList<Columns.Column>();
        for (int i = 0; i < 6; i++)
            cols.add(new Columns.Column(
                    List.of("pixels", "conv1", "conv2", "conv3", "dense", "animacy")
                            .get(i),
                    i == 0 || i == 5 ? "ideas" : "objectNet",
                    i == 3 ? -0.2 : 0.1 * i,
                    new Interval(i == 3 ? -0.3 : 0.1 * i - 0.05, 0.1 * i + 0.07),
                    new double[] {.1 * i, .1 * i + .1, .1 * i - .1},
                    i > 1 ? "*" : ""));
        save(
                "columns",
                Drawing.of(new Columns(
                        "Geometry: models against human IT",
                        "d",
                        Axis.of("Spearman rho with human IT"),
                        cols,
                        List.of(new Curves.Level("noise ceiling", -0.1, Double.NaN, 0.62)),
                        "* above 0, q ≤ 0.05; lines: pairs that differ",
                        List.of(new Columns.Pair(0, 4), new Columns.Pair(1, 2), new Columns.Pair(0, 5)))));
        var times = new double[40][];
        for (int i = 0; i < 40; i++)
            times[i] = r.doubles(i % 7 * 3).map(v -> v * 300 - 50).sorted().toArray();
        save("raster", Plots.raster(new Raster(new Neuron("n 3", Region.V1, "M"), new TimeBin(-50, 250), times, T)));
        save(
                "log",
                Drawing.of(new Curves(
                        "Pruning",
                        "d",
                        Axis.of("share of weights left").inRatios(),
                        Axis.of("told right", "share").reaching(0, 1),
                        List.of(
                                Curves.Line.of(
                                        "lottery ticket",
                                        new double[] {1, .5, .25, .125, .06, .03},
                                        new double[] {.9, .9, .91, .88, .7, .4}),
                                Curves.Line.of(
                                        "random weights",
                                        new double[] {1, .5, .25, .125, .06, .03},
                                        new double[] {.9, .85, .8, .7, .5, .2})),
                        List.of(Curves.Level.of("chance", 0.1)))));
    }

    static double[] DoubleStreams(Random r, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> r.nextGaussian() * 0.1 + 0.5)
                .toArray();
    }
}
