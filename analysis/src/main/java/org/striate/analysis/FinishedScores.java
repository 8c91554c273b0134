package org.striate.analysis;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.striate.core.Fold;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * Results made before, so that work goes on where it was interrupted: in this process, and on disk where that was asked for.
 * The key holds everything that a score depends on: the method, the model's origin and its answer to a stimulus, the
 * stimuli and their pixels, every response and every split. Memory is given back when it runs short.
 */
final class FinishedScores {

    private static final int MOST = 2000;

    private static final int BATCH = 64; // stimuli between two steps of progress

    private static final Map<String, SoftReference<List<HeldOutResult>>> RESULTS =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SoftReference<List<HeldOutResult>>> eldest) {
                    return size() > MOST;
                }
            });

    private final String key;
    private final Optional<ScoreFolder> disk;

    FinishedScores(
            Origin settings,
            StimulusSet stimuli,
            NeuralResponses responses,
            Targets targets,
            List<Fold> splits,
            Optional<ScoreFolder> disk) {
        var text = new StringBuilder(settings.toJson())
                .append(stimuli.origin().toJson())
                .append(stimuli.ids())
                .append(responses.origin().toJson())
                .append(responses.neurons());
        for (var split : splits) {
            text.append(java.util.Arrays.toString(split.train())).append(java.util.Arrays.toString(split.test()));
        }
        text.append(pixels(stimuli));
        var bytes = ByteBuffer.allocate(targets.values().length * Double.BYTES);
        bytes.asDoubleBuffer().put(targets.values());
        this.key = sha256(text.toString()) + Origin.sha256(bytes.array());
        this.disk = disk;
    }

    /** Hashes of all stimuli's pixels: they are rendered, since a picture in a folder may change. */
    private static String pixels(StimulusSet stimuli) {
        var hashes = new StringBuilder();
        try (var progress = Progress.of("hashing pixels of " + stimuli.name(), stimuli.size())) {
            for (int from = 0; from < stimuli.size(); from += BATCH) {
                int to = Math.min(stimuli.size(), from + BATCH);
                IntStream.range(from, to)
                        .parallel()
                        .mapToObj(i -> sha256(stimuli.pixels(i)))
                        .toList()
                        .forEach(hashes::append);
                progress.step(to - from, "");
            }
        }
        return hashes.toString();
    }

    private static String sha256(float[] pixels) {
        var bytes = ByteBuffer.allocate(pixels.length * Float.BYTES);
        bytes.asFloatBuffer().put(pixels);
        return Origin.sha256(bytes.array());
    }

    /** As a new process would begin. */
    static void forget() {
        RESULTS.clear();
    }

    private static String sha256(String text) {
        return Origin.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private String key(StimulusModel model, LayerProbe probe, String layer) {
        return sha256(key + model.name() + model.origin().toJson() + layer + probe.digest(layer));
    }

    Optional<List<HeldOutResult>> get(StimulusModel model, LayerProbe probe, String layer) {
        var own = key(model, probe, layer);
        var made = RESULTS.get(own);
        var remembered = Optional.ofNullable(made == null ? null : made.get());
        remembered.ifPresent(
                results -> disk.filter(folder -> !folder.has(own)).ifPresent(folder -> folder.keep(own, results)));
        return remembered.map(FinishedScores::copies).or(() -> disk.flatMap(folder -> folder.find(own)));
    }

    void put(StimulusModel model, LayerProbe probe, String layer, List<HeldOutResult> results) {
        var own = key(model, probe, layer);
        RESULTS.put(own, new SoftReference<>(copies(results)));
        disk.ifPresent(folder -> folder.keep(own, results));
    }

    /** Scores hand out their arrays, which their owner may sort. */
    private static List<HeldOutResult> copies(List<HeldOutResult> results) {
        return results.stream().map(HeldOutResult::copy).toList();
    }
}
