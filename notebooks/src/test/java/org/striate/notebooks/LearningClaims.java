package org.striate.notebooks;

import java.util.List;

/** What the tutorials on learning must show: sparsity, learning without labels, synthesised images, capsules. */
final class LearningClaims {

    private static final String SPARSITY = "05-sparsity";

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
                        v -> v.of("other places accuracy") <= v.of("ticket accuracy") - 0.05));
    }
}
