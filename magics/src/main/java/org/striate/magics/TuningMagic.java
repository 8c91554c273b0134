package org.striate.magics;

import java.util.Locale;
import org.striate.analysis.units.PerUnit;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %tuning v1 --stimuli stimuli --along orientation}: what units prefer. */
@Command(
        name = "tuning",
        description = "Measures how neurons, or the units of a layer, are tuned along a parameter of the stimuli.",
        footer = {
            "%tuning v1 --stimuli stimuli --along orientation --as tuning",
            "%tuning layer --stimuli stimuli --along orientation --fit curves --as curves"
        })
public final class TuningMagic extends CommandMagic {

    /** What is taken from each unit's curve. */
    enum Fit {
        CURVES,
        ORIENTATION("OrientationTuning::of"),
        DIRECTION("DirectionTuning::of"),
        FREQUENCY("FrequencyTuning::fit"),
        DIAMETER("SizeTuning::of"),
        CONTRAST("NakaRushton::fit"),
        VON_MISES("VonMises::orientation");

        private final String statistic;

        Fit() {
            this("");
        }

        Fit(String statistic) {
            this.statistic = statistic;
        }
    }

    @Of({NeuralResponses.class, Activations.class})
    @Parameters(index = "0", paramLabel = "RESPONSES", description = "neurons, or a layer")
    private String responses;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", required = true, paramLabel = "VARIABLE", description = "what they saw")
    private String stimuli;

    @Option(names = "--along", required = true, paramLabel = Completer.PARAMETER, description = "parameter")
    private String parameter;

    @Option(names = "--fit", paramLabel = "WHAT", description = "(the one that goes with the parameter)")
    private Fit fit;

    public TuningMagic() {
        super(PerUnit.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var tuning =
                Code.call("Tuning.of", Code.call("Population.of", new Code(responses)), new Code(stimuli), parameter);
        var wanted = fit == null ? usual() : fit;
        return JavaCall.of(wanted == Fit.CURVES ? tuning : tuning.with("each", new Code(wanted.statistic)));
    }

    private Fit usual() {
        var name = parameter.toLowerCase(Locale.ROOT);
        for (var each : Fit.values()) {
            if (name.endsWith(written(each))) {
                return each;
            }
        }
        throw BadInput.of(
                "--along",
                "\"" + parameter + "\" has no usual fit",
                "--fit with one of "
                        + help().arguments().stream()
                                .filter(argument -> argument.name().startsWith("--fit"))
                                .map(Help.Argument::meaning)
                                .findFirst()
                                .orElse(""),
                "--fit curves gives the curves themselves");
    }
}
