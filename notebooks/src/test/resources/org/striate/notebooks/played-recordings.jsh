// Simulated recordings in the place of published ones that have to be downloaded: their regions, tables and trials.
class Played {
    static StimulusSet shown(String name) {
        return name.startsWith("stringer") ? Stimuli.gratings().orientations(60).size(64)
            : name.startsWith("freeman") ? Stimuli.textures(15, 4, 1).size(64) : Stimuli.objects(5).views(3).size(64);
    }

    static NeuralResponses load(String name, String... part) {
        var cortex = SimulatedCortex.standard().seed(5);
        var stimuli = shown(name);
        if (name.startsWith("stringer")) return named(name, List.of(cortex.record(stimuli, Region.V1, 2)));
        return named(name, name.startsWith("freeman")
            ? List.of(cortex.record(stimuli, Region.V1, 20), cortex.record(stimuli, Region.V2, 20))
            : List.of(cortex.record(stimuli, Region.V4, 46), cortex.record(stimuli, Region.IT, 46)));
    }

    /** Neurons of several areas beside each other, at the first time bin. */
    static NeuralResponses named(String name, List<NeuralResponses> areas) {
        var first = areas.get(0);
        var rows = new float[first.presentations().size()][];
        for (int p = 0; p < rows.length; p++) {
            var row = new ArrayList<Float>();
            for (var area : areas) for (int i = 0; i < area.neurons().size(); i++) row.add(area.at(p, i, 0));
            rows[p] = new float[row.size()];
            for (int i = 0; i < row.size(); i++) rows[p][i] = row.get(i);
        }
        return new NeuralResponses(name, first.presentations(),
            areas.stream().flatMap(area -> area.neurons().stream()).toList(), first.bins().subList(0, 1), rows, first.origin());
    }

    static StimulusSet stimuli(String name, String... part) {
        var set = shown(name);
        var ofImages = set.parameters().containsKey("category") ? "category" : "family";
        return new PixelStimuli(name, set.ids(), 1, 64, 64, set.degrees(), set::pixels,
            name.startsWith("stringer") ? Map.of("orientation", set.parameter("orientation"))
                : Map.of(name.startsWith("freeman") ? "texture_family" : "category_name", set.parameter(ofImages)),
            set.origin());
    }
}
