package org.striate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The one line of JSON that the peers' scripts print for a run, so that their runner takes ours in turn with theirs and
 * compares the numbers.
 *
 * @param workload name of the script that measures the peers
 * @param params sizes as JSON
 * @param wall seconds of the measured region, inputs in memory
 * @param cpu seconds of user and system time of the same region
 * @param load seconds of reading inputs and libraries
 */
record PeerLine(String workload, String params, double wall, double cpu, double load) {

    /** Seconds of CPU this process has used. */
    static double cpuNow() {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return bean.getProcessCpuTime() / 1e9;
    }

    /** The value after {@code --name}, or another. */
    static String argument(String[] args, String name, String otherwise) {
        int at = Arrays.asList(args).indexOf("--" + name);
        return at < 0 ? otherwise : args[at + 1];
    }

    /**
     * Shape, sum of squares and a few numbers of a result.
     *
     * @param values in C order; NaN is counted
     */
    static String digest(String shape, double[] values) {
        var finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        var first = Arrays.stream(values).limit(4).mapToObj(String::valueOf).toList();
        return String.format(
                Locale.ROOT,
                "{\"shape\": [%s], \"nan\": %d, \"mean\": %s, \"l2\": %s, \"first\": [%s], \"last\": %s}",
                shape,
                values.length - finite.length,
                Arrays.stream(finite).average().orElse(0),
                Math.sqrt(Arrays.stream(finite).map(v -> v * v).sum()),
                String.join(", ", first),
                values[values.length - 1]);
    }

    /**
     * The line.
     *
     * @param digests as JSON
     * @param warm seconds of the same work done again in the same process
     */
    String json(String size, int threads, String digests, double warm) {
        return String.format(
                Locale.ROOT,
                "{\"workload\": \"%s\", \"peer\": \"striate\", \"size\": \"%s\", \"params\": %s, \"wall_s\": %.6f, "
                        + "\"cpu_s\": %.6f, \"load_s\": %.4f, \"peak_rss_mb\": %.1f, \"threads\": %d, "
                        + "\"loadavg_1m\": %.2f, \"digests\": %s, \"phases_s\": {\"again\": %.6f}, "
                        + "\"versions\": {\"java\": \"%s\"}}",
                workload,
                size,
                params,
                wall,
                cpu,
                load,
                peakMegabytes(),
                threads,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                digests,
                warm,
                System.getProperty("java.version"));
    }

    private static double peakMegabytes() {
        try {
            return lines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (UncheckedIOException e) {
            return 0; // only Linux tells
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
