package org.striate.notebooks;

import java.util.List;

/** What the tutorials on goal-driven networks and on experiments with single units must show. */
final class GoalDrivenClaims {

    private static final String TILT = "01-a-network-that-sees-tilt";
    private static final String LESIONS = "04-virtual-lesions";
    private static final String STREAM = "02-layers-and-areas";

    private GoalDrivenClaims() {}

    static List<Claim> all() {
        return List.of(
                new Claim(TILT, "the network tells tilt", v -> v.of("own network right") >= 0.95),
                new Claim(TILT, "so does the lesson's", v -> v.of("lesson network right") >= 0.95),
                new Claim(TILT, "V1 holds the answer, above chance", v -> v.of("decoded from V1") > 0.6),
                new Claim(
                        TILT,
                        "training brings the geometry nearer to V1's: the intervals do not meet",
                        v -> v.of("trained, lower end") > v.of("untrained, upper end")),
                new Claim(TILT, "pixels are not like V1", v -> v.of("pixels") < v.of("untrained")),
                new Claim(
                        TILT,
                        "no layer reaches the mean of the other animals",
                        v -> v.of("trained") < v.of("ceiling, lower bound")),
                new Claim(
                        TILT,
                        "filters set by hand, rectified and pooled, are nearer to V1 than trained ones",
                        v -> v.of("lesson, pooled") > v.of("trained")),
                new Claim(
                        TILT,
                        "regression sees less of the training than geometry does",
                        v -> v.of("gain by training, regression") < v.of("trained") - v.of("untrained")),
                new Claim(STREAM, "V1 takes an earlier layer than IT", v -> v.of("V1 layer") < v.of("IT layer")),
                new Claim(STREAM, "IT gains 0.05 and more from training", v -> v.of("IT gain") >= 0.05),
                new Claim(STREAM, "and that is no chance", v -> v.of("IT gain, lower bound") > 0),
                new Claim(STREAM, "V1 gains less than IT", v -> v.of("V1 gain") < v.of("IT gain")),
                new Claim(LESIONS, "the network knows objects", v -> v.of("intact") > 0.5),
                new Claim(
                        LESIONS,
                        "a lesion of face units takes more faces than random ones of its size",
                        v -> v.of("face lesion, deficit, lower bound") > 0),
                new Claim(
                        LESIONS,
                        "a lesion of car units takes more cars than random ones of its size",
                        v -> v.of("car lesion, deficit, lower bound") > 0),
                new Claim(
                        LESIONS,
                        "the two lesions dissociate doubly",
                        v -> v.of("double dissociation, lower bound") > 0));
    }
}
