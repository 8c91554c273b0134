package org.striate.notebooks;

import java.util.List;

/** What the tutorials on learning must show: sparsity, learning without labels, synthesised images, capsules. */
final class LearningClaims {

    private static final String SPARSITY = "05-sparsity";
    private static final String WITHOUT_LABELS = "06-learning-without-labels";

    private LearningClaims() {}

    static List<Claim> all() {
        return List.of(
                new Claim(
                        SPARSITY,
                        "the ticket has at most 15 % of the weights",
                        v -> v.of("weights left in the ticket") <= 0.15),
                new Claim(
                        SPARSITY,
                        "the ticket tells objects within two points of the whole network",
                        v -> v.of("ticket accuracy") >= v.of("dense accuracy") - 0.02),
                new Claim(
                        SPARSITY,
                        "the same places with other first values learn at least five points worse",
                        v -> v.of("other values accuracy") <= v.of("ticket accuracy") - 0.05),
                new Claim(
                        SPARSITY,
                        "the same number of weights at other places learns at least five points worse",
                        v -> v.of("other places accuracy") <= v.of("ticket accuracy") - 0.05),
                new Claim(
                        WITHOUT_LABELS,
                        "SimCLR beats untrained features on a linear read-out",
                        v -> v.of("category from SimCLR") > v.of("category from untrained")),
                new Claim(
                        WITHOUT_LABELS,
                        "the temporal task beats untrained features and the shuffled movie on a linear read-out",
                        v -> v.of("category from temporal")
                                > Math.max(v.of("category from untrained"), v.of("category from shuffled"))),
                new Claim(
                        WITHOUT_LABELS,
                        "SimCLR predicts IT better than untrained features, interval above 0",
                        v -> v.of("IT gain of SimCLR, lower bound") > 0),
                new Claim(
                        WITHOUT_LABELS,
                        "the temporal task predicts IT better than untrained features, interval above 0",
                        v -> v.of("IT gain of temporal, lower bound") > 0));
    }
}
