package org.striate.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits by stimulus id, as a file keeps them. */
record SavedFolds(List<Ids> splits, String sha256) implements Folds {

    private static final String HEAD = "split\tset\tstimulus_id";

    /** One split. */
    record Ids(List<String> train, List<String> test) {}

    static void save(Path file, List<Fold> folds, List<String> ids) {
        var text = new StringBuilder(HEAD).append('\n');
        for (int s = 0; s < folds.size(); s++) {
            for (int i : folds.get(s).train()) {
                line(text, s, "train", ids.get(i));
            }
            for (int i : folds.get(s).test()) {
                line(text, s, "test", ids.get(i));
            }
        }
        WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void line(StringBuilder text, int split, String set, String id) {
        if (id.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
            throw BadInput.of(
                    "stimulus id", "\"" + id + "\" with a tab or a line's end", "one without", "Give it another id");
        }
        text.append(split).append('\t').append(set).append('\t').append(id).append('\n');
    }

    static SavedFolds load(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw broken(file, e.getClass().getSimpleName() + " " + e.getMessage());
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEAD) || lines.size() < 2) {
            throw broken(file, "no splits");
        }
        var splits = new TreeMap<Integer, Ids>();
        for (int i = 1; i < lines.size(); i++) {
            var cells = lines.get(i).split("\t", -1);
            boolean known = cells.length == 3
                    && cells[0].matches("\\d{1,9}")
                    && (cells[1].equals("train") || cells[1].equals("test"));
            if (!known) {
                throw broken(file, "line " + (i + 1) + " \"" + lines.get(i) + "\"");
            }
            var split = splits.computeIfAbsent(
                    Integer.valueOf(cells[0]), s -> new Ids(new ArrayList<>(), new ArrayList<>()));
            (cells[1].equals("train") ? split.train() : split.test()).add(cells[2]);
        }
        return new SavedFolds(List.copyOf(splits.values()), Origin.sha256(file));
    }

    private static BadInput broken(Path file, String wrong) {
        return BadInput.of(
                "file " + file, wrong, "splits as they were saved", "Write it anew: folds.save(path, stimuli)");
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        var places = new HashMap<String, Integer>();
        var ids = stimuli.ids();
        for (int i = 0; i < ids.size(); i++) {
            places.put(ids.get(i), i);
        }
        var folds = splits.stream()
                .map(split -> new Fold(indices(split.train(), places, stimuli), indices(split.test(), places, stimuli)))
                .toList();
        folds.forEach(FixedFolds::requireApart);
        return folds;
    }

    private static int[] indices(List<String> ids, Map<String, Integer> places, StimulusSet stimuli) {
        return ids.stream()
                .mapToInt(id -> {
                    if (!places.containsKey(id)) {
                        throw BadInput.unknown("stimulus", id, stimuli.name(), stimuli.ids(), "stimuli.ids()");
                    }
                    return places.get(id);
                })
                .toArray();
    }

    @Override
    public Origin origin() {
        return Origin.of("saved splits").with("splits", splits.size()).with("sha256", sha256);
    }

    @Override
    public String toString() {
        return "Folds: " + splits.size() + " saved splits";
    }
}
