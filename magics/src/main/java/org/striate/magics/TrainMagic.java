package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %train network --on tilted --label tilt}: trains a network; the one given stays as it is. */
@Command(
        name = "train",
        description = "Trains a network on a task; the network given stays as it is.",
        footer = {
            "%train network --on tilted --label tilt --epochs 2 --as trained",
            "%train network --on tilted --label tilt --epochs 1 --rule sgd --rate 0.05 --schedule cosine --as slower"
        })
public final class TrainMagic extends CommandMagic {

    /** What is learned where it is not to tell a label. */
    enum TaskKind {
        REGRESS,
        RECONSTRUCT,
        SIMCLR,
        TEMPORAL
    }

    /** How a gradient moves the weights. */
    enum RuleKind {
        ADAM,
        SGD
    }

    @Of(Network.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "what learns")
    private String network;

    @Of(StimulusSet.class)
    @Option(names = "--on", required = true, paramLabel = "VARIABLE", description = "the stimuli to learn from")
    private String stimuli;

    @Option(
            names = "--label",
            split = ",",
            paramLabel = Completer.PARAMETER,
            description = "the stimulus parameter to tell, or those to regress")
    private List<String> label;

    @Option(names = "--task", paramLabel = "TASK", description = "instead of telling a label")
    private TaskKind task;

    @Option(names = "--temperature", defaultValue = "0.5", paramLabel = "T", description = "of simclr, temporal (0.5)")
    private double temperature;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the stimuli (6)")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "stimuli a step (64)")
    private Integer batch;

    @Option(names = "--rate", paramLabel = "R", description = "learning rate (0.002; of sgd 0.01)")
    private Double rate;

    @Option(names = "--rule", paramLabel = "RULE", description = "how gradients move weights (adam): one of")
    private RuleKind rule;

    @Option(names = "--momentum", paramLabel = "M", description = "of sgd (0.9)")
    private Double momentum;

    @Option(names = "--weight-decay", paramLabel = "W", description = "how much long weights cost (0)")
    private Double weightDecay;

    @Option(names = "--schedule", paramLabel = "HOW", description = "how the rate changes")
    private Training.Schedule schedule;

    @Option(names = "--held-out", paramLabel = "SHARE", description = "of the stimuli (0.1)")
    private Double heldOut;

    @Option(names = "--patience", paramLabel = "N", description = "epochs without gain until it stops (never)")
    private Integer patience;

    @Option(names = "--frozen", split = ",", paramLabel = Completer.LAYER, description = "layers that do not learn")
    private List<String> frozen;

    @Option(names = "--checkpoint", paramLabel = Completer.FILE, description = "keeps the state after every epoch")
    private Path checkpoint;

    @Option(names = "--seed", paramLabel = "N", description = "of the order of the stimuli (1)")
    private Long seed;

    public TrainMagic() {
        super(Network.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var settings = Code.call("Training.withDefaults")
                .with("epochs", epochs)
                .with("batch", batch)
                .with("rule", rule())
                .with("learningRate", rule() == null ? rate : null)
                .with("augmented", task == TaskKind.SIMCLR ? Code.call("Augmentation.views") : null)
                .with("schedule", schedule)
                .with("heldOut", heldOut)
                .with("patience", patience)
                .with("frozen", frozen)
                .with("checkpoint", checkpoint)
                .with("seed", seed);
        return JavaCall.of(network + "." + Code.call("train", new Code(stimuli), goal(), settings));
    }

    /** Null for the usual one. */
    private Code rule() {
        if (momentum != null && rule != RuleKind.SGD) {
            throw BadInput.of("--momentum", "given without --rule sgd", "a rule that has one", "Add --rule sgd");
        }
        if (rule == null && weightDecay == null) {
            return null;
        }
        var made = rule == RuleKind.SGD
                ? Code.call("LearningRule.sgd", rate == null ? 0.01 : rate, momentum == null ? 0.9 : momentum)
                : Code.call("LearningRule.adam", rate == null ? 0.002 : rate);
        return made.with("weightDecay", weightDecay);
    }

    private Object goal() {
        boolean labelled = task == null || task == TaskKind.REGRESS;
        if (!labelled) {
            refuse(
                    "--label",
                    label,
                    "with --task " + written(task),
                    "a task that tells labels",
                    "Leave one of them out");
        }
        if (labelled || task == TaskKind.RECONSTRUCT) {
            refuse(List.of("--temperature"), "without --task simclr", "simclr or temporal", "Leave it out");
        }
        if (labelled && (label == null || label.isEmpty() || task == null && label.size() > 1)) {
            throw BadInput.of(
                    "%train",
                    label == null ? "--label is missing" : "several labels " + label,
                    "one parameter of the stimuli; several with --task regress",
                    "Such as " + examples().get(0) + ", or see stimuli.parameters().keySet()");
        }
        if (task == null) {
            return label.get(0);
        }
        return switch (task) {
            case REGRESS -> Code.call("Task.regress", label);
            case RECONSTRUCT -> Code.call("Task.reconstruct");
            case SIMCLR -> Code.call("Task.simclr", temperature);
            case TEMPORAL -> Code.call("Task.temporal", 1, temperature);
        };
    }
}
