package org.striate.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.datasets.Stimuli;
import org.striate.models.PixelModel;
import org.striate.plots.Figure;
import org.striate.plots.Plots;

/** What magics make of words; the kernel's tests run what they make. */
class MagicsTest {

    /** A notebook whose variables have these types. */
    private record Notebook(Map<String, String> types, Map<String, Object> values) implements Variables {

        @Override
        public List<String> names() {
            return types.keySet().stream().sorted().toList();
        }

        @Override
        public Optional<Object> value(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public Optional<String> type(String expression) {
            return Optional.ofNullable(types.get(expression));
        }

        @Override
        public List<String> making(String name) {
            return List.of("var " + name + " = 1;");
        }

        @Override
        public Object evaluate(String java) {
            throw new UnsupportedOperationException(java);
        }
    }

    private static final Notebook NOTEBOOK = new Notebook(
            Map.ofEntries(
                    Map.entry("network", "Network"),
                    Map.entry("trained", "org.striate.models.Network"),
                    Map.entry("pixels", "PixelModel"),
                    Map.entry("stimuli", "Gratings"),
                    Map.entry("tilted", "StimulusSet"),
                    Map.entry("v1", "NeuralResponses"),
                    Map.entry("größe", "NeuralResponses"),
                    Map.entry("layer", "Activations"),
                    Map.entry("scores", "LayerScores"),
                    Map.entry("rdms", "List<Rdm>"),
                    Map.entry("geometry", "RdmEvaluation"),
                    Map.entry("values", "double[]"),
                    Map.entry("count", "int"),
                    Map.entry("table", "LayerTable"),
                    Map.entry("npz", "Npz"),
                    Map.entry("text", "String")),
            Map.of("pixels", new PixelModel(8), "stimuli", Stimuli.gratings(), "count", 7));

    private static JavaMagic magic(String name) {
        return ServiceLoader.load(Magic.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(JavaMagic.class::cast)
                .filter(magic -> magic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String java(String line) {
        var words = Words.texts(line);
        return String.join(
                "\n",
                magic(words.get(0).substring(1))
                        .java(words.subList(1, words.size()), NOTEBOOK)
                        .snippets(Optional.empty()));
    }

    @Test
    void allAreThere() {
        assertThat(ServiceLoader.load(Magic.class))
                .extracting(Magic::name)
                .containsExactly(("stimuli recording network train activations fit rsa cka tuning lesion dream prune"
                                + " decode ceiling plot data cite origin save restore")
                        .split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            %stimuli gratings --frequencies 0.5,2 --phases=2 | Stimuli.gratings().spatialFrequencies(0.5, 2).phases(2)
            %stimuli SHAPES --count 5 --size 32              | Stimuli.shapes(5, 1).size(32)
            %stimuli words --words 'a b,"c"'                 | Stimuli.words("a b", "\\"c\\"")
            %stimuli objects --variation high --seed 3       | Stimuli.objects(3).variation(RenderedObjects.Variation.HIGH)
            %stimuli tilted --seed 20261129061557            | Stimuli.tilted(1000, 20261129061557L)
            %stimuli objects --variation high --seed count   | Stimuli.objects(7).variation(RenderedObjects.Variation.HIGH)
            %stimuli shapes --count=count --seed=count       | Stimuli.shapes(7, 7)
            %recording cowley2023-v4 --part x --region V4    | Recordings.load("cowley2023-v4", "x").region(Region.V4)
            %recording 'my v1.npz' --region area7            | Recordings.open(Path.of("my v1.npz")).region(new Region("area7"))
            %recording kay2008 --window 50 70.5              | Recordings.load("kay2008").window(50, 70.5)
            %network resnet18 --weights "ein Netz.pth"       | Networks.load("resnet18", Path.of("ein Netz.pth"))
            %network resnet18 --weights a.pth --size 96      | Networks.load("resnet18", 96, Path.of("a.pth"))
            %network vgg16 --classes 10 --size 64            | Networks.named("vgg16", 64, 10, 1)
            %network nets/a.pt                               | Networks.torchScript(Path.of("nets/a.pt"))
            %network pixels                                  | new PixelModel(28)
            %train network --on tilted --task simclr         | network.train(tilted, Task.simclr(0.5), Training.withDefaults().augmented(Augmentation.views()))
            %train network --on tilted --task regress --label a,b --epochs 2 | network.train(tilted, Task.regress("a", "b"), Training.withDefaults().epochs(2))
            %activations network --of stimuli                | network.activations(stimuli, List.of())
            %activations network --of stimuli --layer c --spatial-mean --projected 9 | network.activations(stimuli, Readout.full().spatialMean().projected(9, 1), "c").get("c")
            %fit pls --network pixels --stimuli stimuli --to v1 --components 3 --baselines pixels,network --shuffled 1 | EncodingModel.pls(3).withBaselines(pixels, network).withShuffledLabels(1).scoreLayers(pixels, stimuli, v1, Folds.of(5, 42))
            %fit pcr --network pixels --stimuli stimuli --to v1 --cached | EncodingModel.pcr(25).cached().scoreLayers(pixels, stimuli, v1, Folds.of(5, 42))
            %fit ridge --network pixels --stimuli stimuli --to größe --layer pixels | EncodingModel.ridge().score(pixels.activations(stimuli, "pixels"), stimuli, größe, Folds.of(5, 42))
            %fit brain-score --network network --stimuli stimuli --to v1 | BrainScore.pls(network, stimuli, v1)
            %fit ridge --network pixels --stimuli Stimuli.gratings().size(32) --to Recordings.load("my v1", "a (b").region(Region.V1) | EncodingModel.ridge().scoreLayers(pixels, Stimuli.gratings().size(32), Recordings.load("my v1", "a (b").region(Region.V1), Folds.of(5, 42))
            %rsa network --stimuli stimuli --to rdms --comparison kendall-tau-a | RdmInference.standard().comparison(RdmComparison.KENDALL_TAU_A).compare(Rdms.layers(network, stimuli), rdms)
            %rsa network --stimuli stimuli --to v1 --measure euclidean | RdmInference.standard().compare(Rdms.layers(network, stimuli, Dissimilarity.EUCLIDEAN), Rdms.perSubject(v1))
            %cka network --stimuli stimuli --measure procrustes | LayerSimilarity.PROCRUSTES.between(Gram.of(network, stimuli).values(), Gram.of(network, stimuli).values())
            %tuning layer --stimuli stimuli --along contrast | Tuning.of(Population.of(layer), stimuli, "contrast").each(NakaRushton::fit)
            %lesion network --layer c --kind noise --sd 2 --by-channel --share 0.5 --seed 9 | network.lesion(Lesion.noise("c", 2, 9).byChannel().random(0.5, 9))
            %lesion network --layer c,d --share 0.5 | network.lesion(Lesion.silence("c").random(0.5, 1)).lesion(Lesion.silence("d").random(0.5, 2))
            %lesion network --layer c,d --kind noise --seed 7 | network.lesion(Lesion.noise("c", 0.5, 7)).lesion(Lesion.noise("d", 0.5, 8))
            %lesion network --layer c,d --kind shuffle       | network.lesion(Lesion.shuffle("c", 1)).lesion(Lesion.shuffle("d", 2))
            %lesion network --layer c --channels 1,2 --ranked values --share 0.5 | network.lesion(Lesion.silence("c").channels(1, 2).ranked(values, 0.5))
            %lesion network --layer c --selective 45 --on stimuli --label orientation --share 0.5 --by-channel | network.lesion(Lesion.silence("c").byChannel().ranked(LayerSelectivity.of(network, "c", stimuli, "orientation", 45).channels(), 0.5))
            %lesion network --layer c --kind clamp --on stimuli --within 0,0,0.5,1 | network.lesion(Lesion.clamp("c", stimuli).within(0, 0, 0.5, 1))
            %lesion network --layer c --selective "a b" --on stimuli --label tilt --doses 0.1,0.2 | LesionStudy.of(Lesion.silence("c")).targeting("selective for tilt a b", LayerSelectivity.of(network, "c", stimuli, "tilt", "a b").units()).doses(0.1, 0.2).seed(1).run(network, stimuli, "tilt")
            %train network --on tilted --label tilt --rule sgd --rate 0.1 --momentum 0.5 --schedule steps | network.train(tilted, "tilt", Training.withDefaults().rule(LearningRule.sgd(0.1, 0.5)).schedule(Training.Schedule.STEPS))
            %train network --on tilted --label tilt --weight-decay 1e-4 | network.train(tilted, "tilt", Training.withDefaults().rule(LearningRule.adam(0.002).weightDecay(1.0E-4)))
            %rsa network --stimuli stimuli --to v1 --estimator crossnobis | RdmInference.standard().compare(Rdms.layers(network, stimuli), Rdms.perSubject(v1, Rdms::crossnobis))
            %data verify                                     | Recordings.verify()
            %data verify kay2008                             | Recordings.verify("kay2008")
            %dream network --layer c                         | Dream.layer("c").on(network)
            %dream network --layer c --on stimuli --octaves 2 | DeepDream.of("c").octaves(2).on(network, stimuli, 0)
            %prune network --share 0.5 --rule activity --on stimuli --layers a,b | Pruning.activity(0.5, stimuli).layers("a", "b").on(network)
            %decode layer --stimuli stimuli --label phase --by svm --cost 10 --permutations 9 | Decoder.svm(10).permutations(9).score(Population.of(layer), stimuli, "phase", Folds.of(5, 42))
            %ceiling rdms --kind rdm                         | Rdms.noiseCeiling(rdms, RdmComparison.SPEARMAN)
            %ceiling v1 --kind split-half --splits 10        | Reliability.splitHalf(v1, 10, 1)
            %ceiling v1 --kind split-half --seed 3           | Reliability.splitHalf(v1, 100, 3)
            %lesion network --layer c --selective 010 --on stimuli --label tilt --share 0.5 | network.lesion(Lesion.silence("c").ranked(LayerSelectivity.of(network, "c", stimuli, "tilt", 10).units(), 0.5))
            %lesion network --layer c --selective -08.50 --on stimuli --label tilt --share 0.5 | network.lesion(Lesion.silence("c").ranked(LayerSelectivity.of(network, "c", stimuli, "tilt", -8.50).units(), 0.5))
            %lesion network --layer c --selective 3000000000 --on stimuli --label tilt --share 0.5 | network.lesion(Lesion.silence("c").ranked(LayerSelectivity.of(network, "c", stimuli, "tilt", 3000000000L).units(), 0.5))
            %activations pixels --of stimuli --layer pixels  | pixels.activations(stimuli, "pixels")
            %stimuli faces --views 2 --seed 3                | Stimuli.faces(8, 2, 3)
            %stimuli folder --from a --degrees 4             | Stimuli.folder(Path.of("a"), 4, 64)
            %network lesson --seed 2                         | Networks.tiltLesson(2)
            %save a.zip table npz                            | SavedVariables.none().with("List<String> table", table).with("Map<String, org.striate.datasets.NumericArray> npz", npz).save(Path.of("a.zip"))
            %plot network --save a.png                       | Plots.of(network).save(Path.of("a.png"))
            %plot network --kind learning                    | Plots.learning(network.training())
            %plot unknown() --kind rdm                       | Plots.rdm(unknown())
            %plot rdms                                       | Plots.panels(rdms)
            %plot scores                                     | Plots.of(scores)
            %plot scores.best() --kind predicted --with stimuli,v1 --by a/1 | Plots.predicted(scores.best(), stimuli, v1, "a/1")
            %data fetch kay2008                              | Recordings.fetch("kay2008")
            %origin scores                                   | Provenance.of("scores", scores, "var scores = 1;")
            %origin scores --replay --tolerance 1e-6         | Replay.of("scores", scores, 1.0E-6, () -> { var scores = 1; return scores; })
            %save 'a b.zip' stimuli rdms                     | SavedVariables.none().with("StimulusSet stimuli", stimuli).with("List<Rdm> rdms", rdms).save(Path.of("a b.zip"))
            """)
    void aLineIsAJavaCall(String line, String java) {
        assertThat(java(line)).isEqualTo(java);
    }

    @Test
    void whatIsNotHereIsFetchedFirst() {
        assertThat(java("%recording kay2008 --fetch"))
                .isEqualTo("if (!Recordings.isHere(\"kay2008\")) { Recordings.fetch(\"kay2008\"); }\n"
                        + "Recordings.load(\"kay2008\")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            %stimuli gratings --phase 2     | option "--phase" is not in %stimuli; did you mean "--phases"? All names: %stimuli --help
            %stimuli gratings --phase=2     | option "--phase" is not in %stimuli; did you mean "--phases"? All names: %stimuli --help
            %stimuli grating                | kind "grating" is not in %stimuli; did you mean "gratings"?
            %stimuli gratings --phases two  | --phases: "two"; expected a whole number. %stimuli --help
            %stimuli gratings --contrasts 0.1,x | --contrasts: "x"; expected a number.
            %fit ridge --netwrk network     | option "--netwrk" is not in %fit; did you mean "--network"?
            %lesion network                 | %lesion: --layer is missing; expected for it: where, or several with commas between. Such as
            %stimuli words                  | --words: not given; expected a value for words.
            %stimuli gratings more          | %stimuli: one word too many, "more"; expected
            %network resnet17               | architecture "resnet17" is not in %network; did you mean "resnet18"?
            %train network --on tilted      | %train: --label is missing; expected one parameter of the stimuli
            %train network                  | %train: --on is missing; expected a variable or an expression of type StimulusSet. Such as %train
            %fit ridge --network network --stimuli stimuli --to v1 --layer c --cached | --cached: given with --layer; expected all layers, whose scores are kept one by one.
            %fit brain-score --network network --stimuli stimuli --to v1 --cached | --cached: given to brain-score; expected nothing: its protocol is fixed.
            %fit brain-score --network network --stimuli stimuli --to v1 --folds 2 | --folds: given to brain-score; expected nothing: its protocol is fixed.
            %fit brain-score --network network --stimuli stimuli --to v1 --seed 2 | --seed: given to brain-score
            %fit brain-score --network network --stimuli stimuli --to v1 --shuffled 2 | --shuffled: given to brain-score
            %fit brain-score --network network --stimuli stimuli --to v1 --components 2 | --components: given to brain-score
            %fit brain-score --network network --stimuli stimuli --to v1 --alphas 2 | --alphas: given to brain-score
            %fit ridge --network network --stimuli stimuli --to v1 --layer c --baselines pixels | --baselines: given with --layer; expected all layers, which they stand beside.
            %fit ridge --network network --stimuli stimuli --to v1 --layer c --shuffled 1 | --shuffled: given with --layer; expected all layers, each scored twice.
            %fit ridge --network network --stimuli stimuli --to v1 --components 5 | --components: given to ridge; expected pls or pcr, which have them.
            %fit pcr --network network --stimuli stimuli --to v1 --alphas 5 | --alphas: given without ridge; expected a model that has penalties.
            %network tilt --weights a.pth   | --weights: given with tilt; expected a published architecture.
            %network nets/a.pt --weights b  | --weights: given with nets/a.pt; expected a published architecture.
            %network nets/a.pt --size 64    | --size: given with a file; expected what the file was trained with.
            %network vgg16 --weights a.pth --classes 9 | --classes: given with a file; expected as many as the file has.
            %network tilt --classes 4       | --classes: given to tilt; expected one of objects, recurrent, capsules, capsule-twin.
            %dream network --layer c --on stimuli --channels 1 | --channels: given with --on; expected a whole layer, which a deep dream drives.
            %dream network --layer c --on stimuli --centres 1 | --centres: given with --on
            %dream network --layer c --on stimuli --units 1 | --units: given with --on
            %dream network --layer c --on stimuli --smooth 1 | --smooth: given with --on; expected an image that begins as noise.
            %dream network --layer c --image 1 | --image: given without --on; expected stimuli to dream on.
            %dream network --layer c --octaves 2 | --octaves: given without --on; expected stimuli to dream on.
            %lesion network --layer c --on stimuli --label tilt --doses 0.1 --share 0.2 | --share: given with --doses; expected doses, which are shares.
            %lesion network --layer c --draws 30 | --draws: given without --doses; expected a study, which draws.
            %lesion network --layer c --sd 2 | --sd: given without --kind noise; expected a kind that has one.
            %fit ridge --network netwrk --stimuli stimuli --to v1 | --network: nothing is called "netwrk" (did you mean "network"?); expected a variable or an expression of type StimulusModel.
            %fit ridge --network text --stimuli stimuli --to v1 | --network: "text" is a String; expected a StimulusModel.
            %fit ridge --network network --stimuli count --to v1 | --stimuli: "count" is an int; expected a StimulusSet.
            %fit ridg --network network --stimuli count --to v1 | method "ridg" is not in %fit; did you mean "ridge"? All names: ridge, pls, pcr, brain-score
            %fit ridge --network network --stimuli stimuli --to v1 --baselines pixels,text | --baselines: "text" is a String; expected a StimulusModel.
            %rsa network --stimuli stimuli --to v1 --comparison spearmann | --comparison "spearmann" is not in %rsa; did you mean "spearman"?
            %tuning v1 --stimuli stimuli --along hue | --along: "hue" has no usual fit; expected --fit with one of
            %dream network --layer c --channels 1 --units 2 | %dream: 2 kinds of targets
            %lesion network --layer c --ranked count --share 0.1 | --ranked: "count" is an int; expected a double[].
            %lesion network --layer c --ranked values | %lesion: a ranking without --share; expected the share that is struck.
            %lesion network --layer c --ranked values --selective 1 --share 0.1 | %lesion: --ranked and --selective; expected one ranking.
            %lesion network --layer c,d --on stimuli --label tilt --doses 0.1 | --doses: given for 2 layers; expected one layer a study.
            %lesion network --layer c --disc 0.5,0.5 | --disc: 2 numbers; expected 3 with commas between.
            %train network --on tilted --label tilt --rule adamm | --rule "adamm" is not in %train; did you mean "adam"?
            %train network --on tilted --label tilt --momentum 0.5 | --momentum: given without --rule sgd; expected a rule that has one.
            %rsa network --stimuli stimuli --to rdms --estimator poisson | --estimator: given with RDMs; expected responses
            %prune network --share 0.5 --rounds 2 | %prune: --on is missing
            %ceiling rdms                   | %ceiling: "rdms" with --kind internal-consistency; expected --kind rdm for RDMs.
            %plot text                      | %plot: "text" is a String; expected a result that has a picture, or a --kind: stimuli
            %data fetch kay2009             | data set "kay2009" is not in the catalogue; did you mean "kay2008"?
            %data fetch                     | %data fetch: no name; expected a data set's name.
            %origin scores.best()           | %origin: "scores.best()"; expected a variable's name.
            %save a.zip new-name            | %save: "new-name"; expected a variable's name.
            %lesion network --layer c --share 0.5 --on stimuli | --on: given without --doses, --selective or --kind clamp; expected a lesion that asks for them.
            %lesion network --layer c --share 0.5 --label tilt | --label: given without --doses or --selective; expected a lesion that asks for it.
            %lesion network --layer c --by-channel | --by-channel: given without --doses or --share; expected a choice among channels.
            %network lesson --size 16       | --size: given to lesson; expected a network that is made with it.
            %network gabors --size 16       | --size: given to gabors
            %network gabors --seed 2        | --seed: given to gabors
            %network pixels --seed 1        | --seed: given to pixels
            %network nets/a.pt --seed 2     | --seed: given with a file; expected the weights that the file has.
            %network vgg16 --weights a.pth --seed 2 | --seed: given with a file
            %train network --on tilted --task simclr --label tilt | --label: given with --task simclr; expected a task that tells labels.
            %train network --on tilted --task reconstruct --label tilt | --label: given with --task reconstruct
            %train network --on tilted --task reconstruct --temperature 1 | --temperature: given without --task simclr; expected simclr or temporal.
            %train network --on tilted --label tilt --temperature 0.5 | --temperature: given without --task simclr
            %stimuli objects --count 500    | --count: given to objects; expected one of --views, --variation, --size, --seed.
            %stimuli objects --orientations 3 | --orientations: given to objects
            %stimuli faces --count 50       | --count: given to faces; expected one of --views, --size, --seed.
            %stimuli recording --from kay2008 --seed 2 | --seed: given to recording; expected one of --from.
            %stimuli folder --from a --count 2 | --count: given to folder; expected one of --from, --size, --degrees.
            %recording simulated --stimuli stimuli --region V1 --part x | --part: given to simulated; expected a data set with a name.
            %recording simulated --stimuli stimuli --region V1 --fetch | --fetch: given to simulated
            %recording kay2008 --trials 4   | --trials: given to kay2008; expected %recording simulated.
            %recording kay2008 --neurons 5  | --neurons: given to kay2008
            %recording kay2008 --stimuli stimuli | --stimuli: given to kay2008
            %recording kay2008 --seed 2     | --seed: given to kay2008
            %recording a.npz --part x       | --part: given with a file; expected a data set with a name.
            %recording a.npz --fetch        | --fetch: given with a file
            %prune network --share 0.5 --label tilt | --label: given without --rounds; expected a search for tickets, which trains.
            %prune network --share 0.5 --epochs 2 | --epochs: given without --rounds
            %prune network --share 0.5 --on stimuli | --on: given without --rounds or --rule activity
            %data list kay2008              | %data list: given kay2008; expected no name: it lists all.
            %ceiling v1 --splits 5          | --splits: given without --kind split-half; expected a ceiling that draws.
            %ceiling v1 --seed 5            | --seed: given without --kind split-half
            %activations network --of stimuli --seed 2 | --seed: given without --projected; expected a projection, which is random.
            %activations pixels --of stimuli --layer pixels --projected 9 | --projected: given to a PixelModel; expected a Network, of which a part can be read.
            %activations pixels --of stimuli --channels 1 | --channels: given to a PixelModel
            %activations pixels --of stimuli --spatial-mean | --spatial-mean: given to a PixelModel
            %origin scores --last           | --last: given without --replay; expected a comparison.
            %origin scores --tolerance 1    | --tolerance: given without --replay
            %lesion network --layer c --share NaN | --share: "NaN"; expected a finite number.
            %stimuli morphs --levels 0,NaN  | --levels: "NaN"; expected a finite number.
            """)
    void aMistakeGivesOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> java(line)).isInstanceOf(BadInput.class).hasMessageStartingWith(sentence);
    }

    @Test
    void everyPictureThereIsCanBeAskedFor() {
        var pictures = Arrays.stream(Plots.class.getMethods())
                .filter(method -> method.getReturnType() == Figure.class)
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(PlotMagic.Kind.values()).map(PlotMagic.Kind::method))
                .containsExactlyInAnyOrderElementsOf(pictures);
    }

    private static List<String> completions(String line) {
        var words = Words.typed(line.substring(line.indexOf(' ')));
        return magic(line.substring(1, line.indexOf(' ')))
                .complete(words.stream().map(Words.Word::text).toList(), NOTEBOOK);
    }

    @Test
    void completionOffersWhatFits(@TempDir Path folder) throws IOException {
        assertThat(completions("%stimuli g")).containsExactly("gabors", "gratings");
        assertThat(completions("%stimuli gratings --ph")).containsExactly("--phases");
        assertThat(completions("%fit ridge --to ")).containsExactly("größe", "v1");
        assertThat(completions("%fit ridge --to=v")).containsExactly("--to=v1");
        assertThat(completions("%fit ridge --network ")).containsExactly("network", "pixels", "trained");
        assertThat(completions("%fit ridge --baselines pixels,n")).containsExactly("pixels,network");
        assertThat(completions("%activations p")).containsExactly("pixels");
        assertThat(completions("%activations pixels --layer ")).containsExactly("pixels");
        assertThat(completions("%decode v1 --stimuli stimuli --label ori")).containsExactly("orientation");
        assertThat(completions("%rsa network --to ")).containsExactly("größe", "rdms", "v1");
        assertThat(completions("%rsa network --comparison kendall")).containsExactly("kendall-tau-a", "kendall-tau-b");
        assertThat(completions("%lesion network --layer c --ranked ")).containsExactly("values");
        assertThat(completions("%lesion network --layer c --s"))
                .containsExactly("--sd", "--seed", "--selective", "--share", "--show-java");
        assertThat(completions("%rsa network --estimator c")).containsExactly("correlation", "cosine", "crossnobis");
        assertThat(completions("%train network --rule ")).containsExactly("adam", "sgd");
        assertThat(completions("%data fetch k")).containsExactly("kay2008", "kriegeskorte2008");
        assertThat(completions("%recording kr")).containsExactly("kriegeskorte2008");
        assertThat(completions("%plot scores --kind l")).containsExactly("layers", "learning");
        assertThat(completions("%save a.zip sc")).containsExactly("scores");
        Files.createFile(folder.resolve("mein Netz.pth"));
        assertThat(completions("%network resnet18 --weights \"" + folder + "/mein "))
                .containsExactly(folder + "/mein Netz.pth");
        assertThat(completions("%cite scores --")).contains("--as", "--help", "--save", "--show-java");
    }

    @Test
    void helpShowsUsageArgumentsAndExamplesAsAPage() {
        for (var magic : ServiceLoader.load(Magic.class)) {
            var help = magic.help();
            assertThat(help.toString()).startsWith("Usage: %" + magic.name()).contains("Example");
            assertThat(help.examples())
                    .isNotEmpty()
                    .allMatch(line -> (line + " ").startsWith("%" + magic.name() + " "));
            assertThat(help.toHtml()).contains("<table>", "--show-java", "<pre>%" + magic.name());
            assertThat(help.arguments())
                    .allMatch(argument -> !argument.meaning().isBlank());
        }
        assertThat(magic("fit").help().toString())
                .contains("Usage: %fit METHOD --network VARIABLE --stimuli VARIABLE --to VARIABLE [OPTIONS]")
                .contains("one of: ridge, pls, pcr, brain-score")
                .contains("(a StimulusModel)");
    }

    @Test
    void wordsAreSplitAsAShellDoesButJavaIsKept() {
        assertThat(Words.texts("a  'b c' \"d'e\" --f=\"ü x\" '' \"say \\\"no\\\"\" C:\\new"))
                .containsExactly("a", "b c", "d'e", "--f=ü x", "", "say \"no\"", "C:\\new");
        assertThat(Words.texts("--to f(\"a b\", ')', g(1, 2)).h( 3 ) x(y"))
                .containsExactly("--to", "f(\"a b\", ')', g(1, 2)).h( 3 )", "x(y");
        assertThat(Words.texts("new --to new a.B<C>( 1 ) new x"))
                .containsExactly("new", "--to", "new a.B<C>( 1 )", "new", "x");
        assertThat(Words.typed("--x \"mein N")).last().isEqualTo(new Words.Word("mein N", 4));
        assertThat(Words.typed("--x ")).last().isEqualTo(new Words.Word("", 4));
        for (var word : List.of("plain", "mein Netz", "a\"b", "f(1, 2)", "(", "日本 語", "")) {
            assertThat(Words.texts(Words.written(word))).containsExactly(word);
        }
    }

    @Test
    void namesAreJavas() {
        assertThat(MagicLine.of("fit", List.of("ridge", "--as", "größe")).name())
                .contains("größe");
        assertThat(MagicLine.of("fit", List.of("--as=b", "ridge")).words()).containsExactly("ridge");
        for (var wrong : List.of("7up", "class", "a b", "")) {
            assertThatThrownBy(() -> MagicLine.of("fit", List.of("--as", wrong)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("expected the name of a variable");
        }
        for (var again : List.of(List.of("--as", "b"), List.of("--as=b"))) {
            var words = Stream.concat(Stream.of("ridge", "--as", "a"), again.stream());
            assertThatThrownBy(() -> MagicLine.of("fit", words.toList()))
                    .isInstanceOf(BadInput.class)
                    .hasMessage("--as: given twice; expected one. %fit ... --as result.");
        }
    }
}
