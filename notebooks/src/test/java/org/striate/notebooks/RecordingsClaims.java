package org.striate.notebooks;

import java.util.List;

/** What the quick start, and the tutorials on recordings, claim. */
final class RecordingsClaims {

    private static final String QUICK = "00-quick-start";
    private static final String IMAGES = "13-ninety-two-images";
    private static final String V4 = "14-v4-neurons";

    private RecordingsClaims() {}

    static List<Claim> all() {
        return List.of(
                new Claim(QUICK, "the best layer predicts V1 by r > 0.5", v -> v.of("best layer r") > 0.5),
                new Claim(QUICK, "the best layer beats the pixels", v -> v.of("best layer r") > v.of("pixels r")),
                new Claim(QUICK, "no layer beats the ceiling", v -> v.of("best layer r") < v.of("ceiling")),
                // rsatoolbox 0.3.2 on the same files.
                new Claim(
                        IMAGES,
                        "monkey and human IT correlate by 0.4389, as in rsatoolbox",
                        v -> isClose(v.of("Spearman of monkey and human IT"), 0.4389, 5e-5)),
                new Claim(
                        IMAGES,
                        "the lower bound of the ceiling is 0.372, as in rsatoolbox",
                        v -> isClose(v.of("ceiling, lower bound"), 0.372, 5e-4)),
                new Claim(
                        IMAGES,
                        "the upper bound of the ceiling is 0.666, as in rsatoolbox",
                        v -> isClose(v.of("ceiling, upper bound"), 0.666, 5e-4)),
                new Claim(
                        IMAGES,
                        "the trained conv3 is nearer to human IT than the pixels",
                        v -> v.of("trained conv3 rho") > v.of("pixels rho")),
                new Claim(
                        IMAGES,
                        "the trained conv3 stays below the ceiling",
                        v -> v.of("trained conv3 rho") < v.of("ceiling, lower bound")),
                // scikit-learn 1.9.1 on the same files.
                new Claim(V4, "the trial ceiling is 0.7595", v -> isClose(v.of("ceiling"), 0.7595, 5e-5)),
                new Claim(
                        V4,
                        "pixels predict V4 by r = 0.2655, as in scikit-learn",
                        v -> isClose(v.of("pixels r"), 0.2655, 5e-5)),
                new Claim(
                        V4,
                        "PLS-25 on pixels reaches r = 0.2034, as in scikit-learn",
                        v -> isClose(v.of("PLS-25 r"), 0.2034, 5e-5)),
                new Claim(
                        V4,
                        "ten directions do better than 25, and ridge regression than both",
                        v -> v.of("PLS-10 r") > v.of("PLS-25 r") && v.of("pixels r") > v.of("PLS-10 r")),
                new Claim(
                        V4,
                        "Gabor energies beat the pixels by more than 0.1",
                        v -> v.of("Gabor energy r") > v.of("pixels r") + 0.1),
                new Claim(
                        V4,
                        "the best trained layer beats the pixels by more than 0.1",
                        v -> v.of("best trained r") > v.of("pixels r") + 0.1),
                new Claim(
                        V4,
                        "the trained conv4 is better than its twin for more than 32 of 50 neurons (sign test, p < 0.05)",
                        v -> v.of("neurons better") > 32 && v.of("neurons") == 50));
    }

    private static boolean isClose(double value, double reference, double within) {
        return Math.abs(value - reference) < within;
    }
}
