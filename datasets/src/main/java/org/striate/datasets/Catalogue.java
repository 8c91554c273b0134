package org.striate.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
                            Checksum.sha256("992774eca3508a2ad01accb1a31f5f3e3d90248c49f4eec314f2a915a263e454")),
                    new RemoteFile(
                            "responses_raw_210325.npy",
                            COWLEY + "responses_raw/responses_210325.npy",
                            2560128,
                            Checksum.sha256("4008dbbf31a47d9b1b8d8da609f4a7a3433c7071f0e45c611c220b217dd75b76"))),
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
                            Checksum.sha256("06f21214399a5d43dc264eed19a7f4b8daf11c8622a59eec3e106064ce5e3504")),
                    new RemoteFile(
                            "92_brainRDMs.mat",
                            RSATOOLBOX + "92_brainRDMs.mat",
                            224663,
                            Checksum.sha256("1743f90a15e895798a94318649e80e1123a7e5943a1703fa1dd7c31ea5780b7c")),
                    new RemoteFile(
                            "92_modelRDMs.mat",
                            RSATOOLBOX + "92_modelRDMs.mat",
                            333004,
                            Checksum.sha256("e1d2b58bb2f9508bc13da4c81b94d1ab07823b25ed30b9563bd9d6d730c2a00a"))),
            false);

    private static final String NOT_STATED = "not stated with the files";

    private static final NamedDataSet MAJAJ_HONG_2015 = new NamedDataSet(
            "majajhong2015",
            "88 sites of macaque V4 and 168 of IT, 3,200 images of 64 objects, about 46 repeats (public part)",
            "Majaj, Hong, Solomon, DiCarlo (2015), Simple learned weighted sums of inferior temporal neuronal firing rates"
                    + " accurately predict human core object recognition performance, J Neurosci 35:13402",
            "10.1523/JNEUROSCI.5181-14.2015",
            NOT_STATED,
            List.of(
                    brainScore(BrainScoreData.MAJAJ_HONG, "null", "13d28ca0ce88ee550b54db3004374ae19096e9b9"),
                    brainScore("stimulus_hvm-public.csv", "null", "5ca7a3da00d8e9c694a9cd725df5ba0ad6d735af"),
                    brainScore("stimulus_hvm-public.zip", "null", "8aa44e038d7b551efa8077467622f9d48d72e473")),
            false);

    private static final NamedDataSet FREEMAN_ZIEMBA_2013 = new NamedDataSet(
            "freemanziemba2013",
            "102 neurons of macaque V1 and 103 of V2, 135 texture images, 20 repeats (public part)",
            "Freeman, Ziemba, Heeger, Simoncelli, Movshon (2013), A functional and perceptual signature of the second"
                    + " visual area in primates, Nat Neurosci 16:974",
            "10.1038/nn.3402",
            NOT_STATED,
            List.of(
                    brainScore(
                            BrainScoreData.FREEMAN_ZIEMBA,
                            "W2vx7jdh9utZdVumHHarXa4L1zOrA8Fd",
                            "761c08f796db4e342555cdb60eef23a4f19ead43"),
                    brainScore(
                            "stimulus_FreemanZiemba2013_aperture-public.csv",
                            "null",
                            "194c9b301a4e3e9cff02481d4c19b39331d52660"),
                    brainScore(
                            "stimulus_FreemanZiemba2013_aperture-public.zip",
                            "null",
                            "3a6fec1fc28c212882d6833e267ea8654d289611")),
            false);

    private static final NamedDataSet STRINGER_2019 = new NamedDataSet(
            "stringer2019-orientations",
            "about 23,600 neurons of mouse V1, gratings of every orientation, in bins of 1 and of 6 degrees",
            "Stringer, Michaelos, Tsyboulski, Lindo, Pachitariu (2021), High-precision coding in visual cortex, Cell"
                    + " 184:2767",
            "10.1016/j.cell.2021.03.042",
            NOT_STATED,
            List.of(
                    new RemoteFile(
                            StringerOrientations.BINNED_1,
                            "https://osf.io/683xc/download",
                            -1,
                            Checksum.md5("436599dfd8ebe6019f066c38aed20580")),
                    new RemoteFile(
                            StringerOrientations.BINNED_6,
                            "https://osf.io/p3aeb/download",
                            -1,
                            Checksum.md5("b3f7245c6221234a676b71a1f43c3bb5"))),
            false);

    private static final NamedDataSet KAY_2008 = new NamedDataSet(
            "kay2008",
            "8,428 voxels of human V1 to V4 and lateral occipital cortex, 1,750 + 120 photographs (fMRI)",
            "Kay, Naselaris, Prenger, Gallant (2008), Identifying natural images from human brain activity, Nature"
                    + " 452:352",
            "10.1038/nature06713",
            NOT_STATED,
            List.of(new RemoteFile(KayImages.FILE, "https://osf.io/ymnjv/download", -1, Checksum.unpublished())),
            false);

    private static final Map<NamedDataSet, BiFunction<NamedDataSet, DataFolder, PublishedData>> READERS = readers();

    static final Catalogue STANDARD = new Catalogue(List.copyOf(READERS.keySet()));

    private static Map<NamedDataSet, BiFunction<NamedDataSet, DataFolder, PublishedData>> readers() {
        var readers = new LinkedHashMap<NamedDataSet, BiFunction<NamedDataSet, DataFolder, PublishedData>>();
        readers.put(COWLEY_2023, CowleyV4::new);
        readers.put(KRIEGESKORTE_2008, NinetyTwoImages::new);
        readers.put(MAJAJ_HONG_2015, BrainScoreData::new);
        readers.put(FREEMAN_ZIEMBA_2013, BrainScoreData::new);
        readers.put(STRINGER_2019, StringerOrientations::new);
        readers.put(KAY_2008, KayImages::new);
        return readers;
    }

    private static RemoteFile brainScore(String file, String version, String sha1) {
        var url = "https://brainscore-storage.s3.amazonaws.com/brainio-brainscore/" + file + "?versionId=" + version;
        return new RemoteFile(file, url, -1, Checksum.sha1(sha1));
    }

    /** The contents of a data set whose files lie in a folder. */
    PublishedData data(String name, DataFolder folder) {
        var set = dataSet(name);
        return READERS.get(set).apply(set, folder);
    }

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
