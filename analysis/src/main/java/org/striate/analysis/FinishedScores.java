package org.striate.analysis;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.striate.core.Fold;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * Scores made in this process, so that work goes on where it was interrupted. The key holds everything that a score depends
 * on: the method, the model's origin and its answer to a stimulus, the stimuli, every response and every split. Memory is
 * given back when it runs short.
 */
final class FinishedScores {

    private static final int MOST = 2000;

    private static final Map<String, SoftReference<List<Score>>> SCORES =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SoftReference<List<Score>>> eldest) {
                    return size() > MOST;
                }
            });

    private final String key;

    FinishedScores(
            Origin settings, StimulusSet stimuli, NeuralResponses responses, Targets targets, List<Fold> splits) {
        var text = new StringBuilder(settings.toJson())
                .append(stimuli.origin().toJson())
                .append(stimuli.ids())
                .append(responses.origin().toJson())
                .append(responses.neurons());
        for (var split : splits) {
            text.append(java.util.Arrays.toString(split.train())).append(java.util.Arrays.toString(split.test()));
        }
        var bytes = ByteBuffer.allocate(targets.values().length * Double.BYTES);
        bytes.asDoubleBuffer().put(targets.values());
        this.key = Origin.sha256(text.toString().getBytes(StandardCharsets.UTF_8)) + Origin.sha256(bytes.array());
    }

    private String key(StimulusModel model, LayerProbe probe, String layer) {
        var made = model.name() + model.origin().toJson() + layer;
        return key + Origin.sha256(made.getBytes(StandardCharsets.UTF_8)) + probe.digest(layer);
    }

    Optional<List<Score>> get(StimulusModel model, LayerProbe probe, String layer) {
        var scores = SCORES.get(key(model, probe, layer));
        return scores == null ? Optional.empty() : Optional.ofNullable(scores.get());
    }

    void put(StimulusModel model, LayerProbe probe, String layer, List<Score> scores) {
        SCORES.put(key(model, probe, layer), new SoftReference<>(scores));
    }
}
