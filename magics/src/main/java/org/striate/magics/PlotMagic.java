package org.striate.magics;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.striate.analysis.geometry.RdmEvaluation;
import org.striate.core.BadInput;
import org.striate.core.Psth;
import org.striate.core.Raster;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.models.Network;
import org.striate.plots.Figure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %plot scores}: draws a result. */
@Command(
        name = "plot",
        description = "Draws a result as its type asks for.",
        footer = {"%plot scores --as figure", "%plot stimuli --save stimuli.png"})
public final class PlotMagic extends CommandMagic {

    /** What is drawn of which type; the first that fits is its usual picture. */
    enum Kind {
        LAYERS("Plots.layers(%s)", type -> type.isListOf(Score.class)),
        STIMULI("Plots.stimuli(%s)", type -> type.is(StimulusSet.class)),
        RDM("Plots.rdm(%s)", type -> type.is(Rdm.class)),
        RDM_SCORES("Plots.rdmScores(%s)", type -> type.isListOf(RdmScore.class)),
        GEOMETRY("Plots.rdmScores(%s.scores())", type -> type.is(RdmEvaluation.class)),
        LEARNING("Plots.learning(%s)", type -> type.is(TrainingLog.class)),
        TRAINING("Plots.learning(%s.training())", type -> type.is(Network.class)),
        PSTH("Plots.psth(%s)", type -> type.isListOf(Psth.class)),
        RASTER("Plots.raster(%s)", type -> type.is(Raster.class));

        private final String java;
        private final Predicate<JavaType> fits;

        Kind(String java, Predicate<JavaType> fits) {
            this.java = java;
            this.fits = fits;
        }
    }

    @Of(Object.class)
    @Parameters(index = "0", paramLabel = "RESULT", description = "what is drawn")
    private String result;

    @Option(names = "--kind", paramLabel = "KIND", description = "(as its type asks for) one of")
    private Kind kind;

    @Option(names = "--save", paramLabel = Completer.FILE, description = "also writes the picture to a file")
    private Path file;

    public PlotMagic() {
        super(Figure.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var drawn = (kind == null ? usual(variables) : kind).java.formatted(result);
        return JavaCall.of(new Code(drawn).with("save", file));
    }

    private Kind usual(Variables variables) {
        var type = JavaType.of(variables, result);
        return Arrays.stream(Kind.values())
                .filter(each -> type.filter(each.fits).isPresent())
                .findFirst()
                .orElseThrow(() -> BadInput.of(
                        "%plot",
                        "\"" + result + "\" is "
                                + type.map(JavaType::withArticle).orElse("of a type that is not known here"),
                        "what there is a picture of: " + String.join(", ", choicesOf(Kind.values())),
                        "Say which: %plot " + result + " --kind layers"));
    }

    private static Iterable<String> choicesOf(Kind[] kinds) {
        return Arrays.stream(kinds).map(CommandMagic::written).toList();
    }
}
