package org.striate.notebooks;

import java.util.List;

/** What the tutorials on memories, study sizes, categories and accuracy must show, whatever the noise. */
final class TheoryClaims {

    private static final String MEMORIES = "11-memories-as-energy";
    private static final String CATEGORIES = "08-categories-and-prefrontal-cortex";
    private static final String VISION = "10-better-vision-better-brain-model";
    private static final String STUDY_SIZES = "12-how-many-neurons";

    private TheoryClaims() {}

    static List<Claim> all() {
        return List.of(
                new Claim(MEMORIES, "a disturbed letter is recalled", v -> v.of("overlap of A at the end") > 0.99),
                new Claim(MEMORIES, "recall goes downhill", v -> v.of("energy at the end") < v.of("energy of the cue")),
                new Claim(
                        MEMORIES,
                        "letters that are alike blend into a state deeper than the letter",
                        v -> v.of("six letters, energy at the end") < v.of("six letters, energy of the stored A")
                                && v.of("six letters, overlap of A at the end") < 0.95),
                new Claim(
                        MEMORIES,
                        "recall from a disturbed cue breaks between 0.12 and 0.16 patterns per neuron",
                        v -> v.of("disturbed cues break at") > 0.12 && v.of("disturbed cues break at") < 0.16),
                new Claim(
                        MEMORIES,
                        "whole cues are recalled at 0.12 and lost at 0.20",
                        v -> v.of("whole cues recalled at 0.12") >= 0.9 && v.of("whole cues recalled at 0.20") <= 0.3),
                new Claim(
                        MEMORIES,
                        "fewer neurons break later",
                        v -> v.of("200 units, whole cues break at") > v.of("1000 units, whole cues break at")),
                new Claim(
                        MEMORIES,
                        "a modern memory holds fifty patterns per neuron, a blunt one does not",
                        v -> v.of("modern, 50 patterns per unit, recalled") >= 0.95
                                && v.of("modern with a blunt softmax, recalled") <= 0.05),
                new Claim(
                        MEMORIES,
                        "one update is attention",
                        v -> Math.abs(v.of("largest difference from attention")) < 1e-5),
                new Claim(
                        MEMORIES,
                        "free energy separates shapes from scrambled pixels, and only after learning",
                        v -> v.of("shapes below scrambled, lower bound") > 0.95
                                && Math.abs(v.of("shapes below scrambled, untrained") - 0.5) < 0.1),
                new Claim(
                        MEMORIES,
                        "the machine knows more than smoothness",
                        v -> v.of("shapes below pink noise") > 0.85),
                new Claim(
                        MEMORIES,
                        "a memory behind the network changes nothing that can be measured here",
                        v -> v.of("recall minus layer, lower bound") < 0
                                && v.of("recall minus layer, upper bound") > 0),
                new Claim(
                        MEMORIES,
                        "own memories predict IT better than foreign ones",
                        v -> v.of("own memories minus foreign ones") > 0),
                new Claim(
                        CATEGORIES,
                        "the category index is higher in vlPFC than in IT",
                        v -> v.of("vlPFC minus IT, lower bound") > 0),
                new Claim(
                        CATEGORIES,
                        "IT knows nothing of the boundary",
                        v -> Math.abs(v.of("mean category index of IT")) < 0.15),
                new Claim(
                        CATEGORIES,
                        "the index follows the boundary that was learned",
                        v -> v.of("boundary never learned") < 0 && v.of("boundary moved and relearned") > 0.2),
                new Claim(
                        CATEGORIES,
                        "an animal that only looks has less of it",
                        v -> v.of("only looking") < v.of("mean category index of vlPFC")),
                new Claim(
                        STUDY_SIZES,
                        "a small study seldom tells the models apart",
                        v -> v.of("power with 20 stimuli") <= 0.2 && v.of("power with 10 neurons") <= 0.2),
                new Claim(
                        STUDY_SIZES,
                        "more stimuli and more neurons raise the power",
                        v -> v.of("power with 320 stimuli") > v.of("power with 20 stimuli")
                                && v.of("power with 160 neurons") > v.of("power with 10 neurons")),
                new Claim(
                        STUDY_SIZES,
                        "four times the trials help no more than four times the neurons",
                        v -> v.of("power with 40 trials") <= v.of("power with 160 neurons")),
                new Claim(
                        STUDY_SIZES,
                        "large studies scatter less than half as much",
                        v -> v.of("scatter with 320 stimuli") < v.of("scatter with 20 stimuli") / 2),
                new Claim(
                        STUDY_SIZES,
                        "pilots of one size disagree",
                        v -> v.of("highest forecast") > 2 * v.of("lowest forecast")),
                new Claim(STUDY_SIZES, "equal models raise few false alarms", v -> v.of("false alarms") <= 0.1),
                new Claim(
                        VISION,
                        "at least 24 networks, from near chance to three times chance",
                        v -> v.of("networks") >= 24
                                && v.of("lowest accuracy") < 0.2
                                && v.of("highest accuracy") > 0.375),
                new Claim(
                        VISION,
                        "a line predicts unseen networks better than a flat one",
                        v -> v.of("gain of the line") > 0),
                new Claim(
                        VISION,
                        "there is no hill: a parabola predicts unseen networks no better than the line",
                        v -> v.of("gain of the parabola, lower bound") <= 0),
                new Claim(
                        VISION,
                        "no line is seen where there is none",
                        v -> v.of("lines seen where there is none") <= 0.05));
    }
}
