package org.striate.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.striate.analysis.geometry.StimulusMap;
import org.striate.core.BadInput;
import org.striate.core.Psth;
import org.striate.core.RdmScore;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Charted;
import org.striate.models.Network;
import org.striate.plots.Figure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %plot scores}: draws a result. */
@Command(
        name = "plot",
        description = "Draws a result as its type asks for, or as --kind says, and saves the picture.",
        footer = {
            "%plot scores --as figure",
            "%plot stimuli --by orientation --save stimuli.png",
            "%plot scores.best() --kind predicted --with stimuli,v1 --by v1.neurons().get(0).id()"
        })
public final class PlotMagic extends CommandMagic {

    /** The pictures there are, each a method of {@code Plots}; before them what they are the usual ones of. */
    enum Kind {
        STIMULI(type -> type.is(StimulusSet.class)),
        MAP(type -> type.is(StimulusMap.class)),
        OF(type -> type.is(Charted.class)),
        LAYERS(type -> type.isListOf(Score.class)),
        RDM_SCORES(type -> type.isListOf(RdmScore.class)),
        PSTH(type -> type.isListOf(Psth.class)),
        PANELS(type -> type.isListOf(Charted.class)),
        ARCHITECTURE,
        LEARNING,
        NEURONS,
        HISTOGRAM,
        PREDICTED,
        TIME_COURSE,
        RDM,
        CKA,
        CONFUSION,
        TUNING,
        POLAR,
        FIELD,
        FIELDS,
        FILTERS,
        RASTER,
        DOSE_RESPONSE,
        PRUNING,
        POPULATION,
        ENERGY;

        private final Predicate<JavaType> usual;

        Kind() {
            this(type -> false);
        }

        Kind(Predicate<JavaType> usual) {
            this.usual = usual;
        }

        /** Its method's name: {@code rdmScores}. */
        String method() {
            var words = written(this).split("-");
            return words[0]
                    + (words.length == 1 ? "" : Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1));
        }
    }

    @Of(Object.class)
    @Parameters(index = "0", paramLabel = "RESULT", description = "what is drawn")
    private String result;

    @Option(names = "--kind", paramLabel = "KIND", description = "(as its type asks for) one of")
    private Kind kind;

    @Of(Object.class)
    @Option(names = "--with", split = ",", paramLabel = "VARIABLE,..", description = "what the picture needs besides")
    private List<String> with;

    @Option(
            names = "--by",
            paramLabel = Completer.PARAMETER,
            description = "a parameter of the stimuli, or a neuron's name; in brackets, Java")
    private String by;

    @Option(names = "--save", paramLabel = Completer.FILE, description = "also writes .svg, .png or .pdf")
    private Path file;

    public PlotMagic() {
        super(Figure.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var chosen = kind == null ? usual(variables) : kind;
        boolean network = JavaType.of(variables, result)
                .filter(type -> type.is(Network.class))
                .isPresent();
        var arguments = new ArrayList<Object>();
        arguments.add(new Code(network && chosen == Kind.LEARNING ? result + ".training()" : result));
        arguments.addAll(Code.all(with));
        if (by != null) {
            arguments.add(by.endsWith(")") ? new Code(by) : by);
        }
        return JavaCall.of(
                Code.call("Plots." + chosen.method(), arguments.toArray()).with("save", file));
    }

    private Kind usual(Variables variables) {
        var type = JavaType.of(variables, result);
        return Arrays.stream(Kind.values())
                .filter(each -> type.filter(each.usual).isPresent())
                .findFirst()
                .orElseThrow(() -> BadInput.of(
                        "%plot",
                        "\"" + result + "\" is "
                                + type.map(JavaType::withArticle).orElse("of a type that is not known here"),
                        "a result that has a picture, or a --kind: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Kind.values())
                                                .map(CommandMagic::written)
                                                .toList()),
                        "Say which: %plot " + result + " --kind layers"));
    }
}
