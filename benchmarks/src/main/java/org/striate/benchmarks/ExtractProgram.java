package org.striate.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Readout;
import org.striate.models.stream.ActivationCache;

/**
 * All layers of a network for the images of the peer harness, with its line of JSON: {@code ExtractProgram INPUTS resnet18 pool}
 * takes means over positions, as {@code wl_extract.py --mode pool}; {@code memory} and {@code files} take all units, as
 * {@code full_width.py}, of so many images as are said behind, {@code ExtractProgram INPUTS resnet18 files 128}.
 */
public final class ExtractProgram {

    private ExtractProgram() {}

    private static final int SIDE = 224;

    /** Images as the harness writes them: bytes, [stimuli x height x width x RGB]. */
    private static StimulusSet images(Path npy) throws IOException {
        var bytes = Files.readAllBytes(npy);
        int start = 10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        int area = SIDE * SIDE;
        var ids = IntStream.range(0, (bytes.length - start) / (3 * area))
                .mapToObj(i -> "image" + i)
                .toList();
        return new PixelStimuli(
                "images",
                ids,
                3,
                SIDE,
                SIDE,
                8,
                index -> {
                    var pixels = new float[3 * area];
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = (bytes[start + index * pixels.length + i % area * 3 + i / area] & 255) / 255f;
                    }
                    return pixels;
                },
                Map.of(),
                Origin.of("images"));
    }

    /** Folder of inputs, network, what is kept, how many images. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0], "paper", "extract");
        var name = arguments[1];
        var mode = arguments.length > 2 ? arguments[2] : "pool";
        var all = images(folder.resolve("images_u8_nhwc.npy"));
        int count = arguments.length > 3 ? Integer.parseInt(arguments[3]) : all.size();
        var stimuli = all.select(IntStream.range(0, count).toArray());
        var network = Networks.load(name, folder.resolve(name + ".pth"));
        double cpu = cpu();
        long start = System.nanoTime();
        var layers = layers(network, stimuli, mode);
        double wall = (System.nanoTime() - start) / 1e9;
        cpu = cpu() - cpu;
        long peak = peak(); // before all is read once more
        double squares = 0;
        long units = 0;
        for (var layer : layers.values()) {
            units += layer.units();
            for (int i = 0; i < layer.stimuli(); i++) {
                for (float answer : layer.row(i)) {
                    squares += (double) answer * answer;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"workload\": \"extract\", \"peer\": \"striate\", \"size\": \"paper\", \"params\": {\"net\": \"%s\", \"mode\":"
                        + " \"%s\", \"images\": %d}, \"wall_s\": %.3f, \"cpu_s\": %.3f, \"load_s\": 0, \"peak_rss_mb\": %.1f,"
                        + " \"digests\": {\"layers\": %d, \"units\": %d, \"all_l2\": %.6f, \"images_per_s\": %.2f}}%n",
                name,
                mode,
                stimuli.size(),
                wall,
                cpu,
                peak / 1024.0,
                layers.size(),
                units,
                Math.sqrt(squares),
                stimuli.size() / wall);
    }

    private static Map<String, Activations> layers(Network network, StimulusSet stimuli, String mode)
            throws IOException {
        return switch (mode) {
            case "pool" -> network.activations(stimuli, Readout.full().spatialMean());
            case "memory" -> network.activations(stimuli, Readout.full());
            case "files" ->
                network.cached(ActivationCache.in(Files.createTempDirectory("layers")))
                        .activations(stimuli, Readout.full());
            default -> throw new IllegalArgumentException(mode + ": pool, memory or files");
        };
    }

    private static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** Largest resident memory of this process in kilobytes. */
    static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
