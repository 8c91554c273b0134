package org.striate.datasets;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Showable;
import org.striate.datasets.NamedDataSet.RemoteFile;

/** The data sets known by name. */
public record Catalogue(List<NamedDataSet> dataSets) implements Showable {

    private static final String GITHUB = "https://raw.githubusercontent.com/";
    private static final String COWLEY =
            GITHUB + "cowleygroup/V4_compact_models/f4552ad9d34a466ebc66658f72a08a8e5038f1cf/data_V4_responses/";
    private static final String RSATOOLBOX =
            GITHUB + "rsagroup/rsatoolbox/f1f83cadb7243492a1aae7460466e0f0140b20ac/demos/92imageData/";

    private static final NamedDataSet COWLEY_2023 = new NamedDataSet(
            "cowley2023-v4",
            "50 neurons of macaque V4, 640 images, 6 to 10 repeats (session 210325)",
            "Cowley, Stan, Pillow, Smith (2023), Compact deep neural network models of visual cortex",
            "10.1101/2023.11.22.568315",
            "GPL-3.0",
            List.of(
                    new RemoteFile(
                            "images_210325.zip",
                            COWLEY + "images/images_210325.zip",
                            1841475,
                            "992774eca3508a2ad01accb1a31f5f3e3d90248c49f4eec314f2a915a263e454"),
                    new RemoteFile(
                            "responses_raw_210325.npy",
                            COWLEY + "responses_raw/responses_210325.npy",
                            2560128,
                            "4008dbbf31a47d9b1b8d8da609f4a7a3433c7071f0e45c611c220b217dd75b76")),
            false);

    private static final NamedDataSet KRIEGESKORTE_2008 = new NamedDataSet(
            "kriegeskorte2008",
            "RDMs of monkey IT (674 neurons) and human IT (4 people, fMRI), 92 object images",
            "Kriegeskorte et al. (2008), Matching categorical object representations in inferior temporal cortex of man"
                    + " and monkey, Neuron 60:1126",
            "10.1016/j.neuron.2008.10.043",
            "MIT",
            List.of(
                    new RemoteFile(
                            "Kriegeskorte_Neuron2008_supplementalData.mat",
                            RSATOOLBOX + "Kriegeskorte_Neuron2008_supplementalData.mat",
                            3603779,
                            "06f21214399a5d43dc264eed19a7f4b8daf11c8622a59eec3e106064ce5e3504"),
                    new RemoteFile(
                            "92_brainRDMs.mat",
                            RSATOOLBOX + "92_brainRDMs.mat",
                            224663,
                            "1743f90a15e895798a94318649e80e1123a7e5943a1703fa1dd7c31ea5780b7c"),
                    new RemoteFile(
                            "92_modelRDMs.mat",
                            RSATOOLBOX + "92_modelRDMs.mat",
                            333004,
                            "e1d2b58bb2f9508bc13da4c81b94d1ab07823b25ed30b9563bd9d6d730c2a00a")),
            false);

    static final Catalogue STANDARD = new Catalogue(List.of(COWLEY_2023, KRIEGESKORTE_2008));

    /**
     * The data set of a name.
     *
     * @throws BadInput if there is none
     */
    public NamedDataSet dataSet(String name) {
        return dataSets.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "data set",
                        name,
                        "the catalogue",
                        dataSets.stream().map(NamedDataSet::name).toList(),
                        "Recordings.list()"));
    }

    @Override
    public String toString() {
        return "Catalogue: "
                + String.join(", ", dataSets.stream().map(NamedDataSet::name).toList());
    }

    @Override
    public String toHtml() {
        var rows = dataSets.stream()
                .map(set -> List.of(
                        set.name(),
                        set.title(),
                        set.megabytes(),
                        set.licence(),
                        set.citation() + ", doi:" + set.doi(),
                        set.verified() ? "yes" : "not verified against the live server"))
                .toList();
        return Html.table(
                "Data sets by name", List.of("name", "what", "size", "licence", "cite", "address verified"), rows);
    }
}
