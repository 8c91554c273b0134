package org.striate.notebooks;

import java.util.List;

/** What the tutorial on virtual electrophysiology must show. */
final class PhysiologyClaims {

    private static final String PHYSIOLOGY = "03-virtual-electrophysiology";

    private PhysiologyClaims() {}

    static List<Claim> all() {
        return List.of(
                new Claim(
                        PHYSIOLOGY,
                        "gratings find the orientation a cell was given within five degrees",
                        v -> v.of("error of the preferred orientation") < 5),
                new Claim(
                        PHYSIOLOGY,
                        "V1 is tuned more sharply than the units",
                        v -> v.of("OSI of V1") > v.of("OSI of units")),
                new Claim(
                        PHYSIOLOGY,
                        "F1/F0 tells simple from complex cells",
                        v -> v.of("simple or complex, told rightly") >= 0.9),
                new Claim(PHYSIOLOGY, "units are simple", v -> v.of("F1/F0 of units") > 1),
                new Claim(
                        PHYSIOLOGY,
                        "V1 grows less than twice when the contrast doubles, and less than the units",
                        v -> v.of("growth of V1 by doubling") < Math.min(2, v.of("growth of units by doubling"))),
                new Claim(
                        PHYSIOLOGY,
                        "the spike-triggered average recovers the filters",
                        v -> v.of("r with the filter, 16000 pictures") >= 0.9),
                new Claim(
                        PHYSIOLOGY,
                        "more pictures recover more",
                        v -> v.of("r with the filter, 1000 pictures") < v.of("r with the filter, 4000 pictures")
                                && v.of("r with the filter, 4000 pictures")
                                        < v.of("r with the filter, 16000 pictures")),
                new Claim(
                        PHYSIOLOGY,
                        "fields of simple cells come back, complex cells have none",
                        v -> v.of("halves agree, simple cells") > 0.5
                                && Math.abs(v.of("halves agree, complex cells")) < 0.1),
                new Claim(
                        PHYSIOLOGY,
                        "a wide grating suppresses V1 and leaves the units alone",
                        v -> v.of("lost from 3 to 8 degrees, V1") > 0.05
                                && Math.abs(v.of("lost from 3 to 8 degrees, units")) < 0.005));
    }
}
