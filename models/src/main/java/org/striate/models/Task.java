package org.striate.models;

import java.util.List;
import java.util.function.Function;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

/** What a network learns to do with stimuli. */
public final class Task {

    private final String description;
    private final List<String> parameters;
    private final Function<StimulusSet, Objective> objective;

    private Task(String description, List<String> parameters, Function<StimulusSet, Objective> objective) {
        this.description = description;
        this.parameters = parameters;
        this.objective = objective;
    }

    /** Tells the values of a parameter apart: one output for each, softmax and cross-entropy. */
    public static Task classify(String parameter) {
        return new Task("classify " + parameter, List.of(parameter), stimuli -> {
            var classes = classes(stimuli, parameter);
            return new Objective.Classes(indices(stimuli, parameter, classes));
        });
    }

    /** Chooses between a parameter's two values: one output, above 0 for the larger value. */
    public static Task choose(String parameter) {
        return new Task("choose " + parameter, List.of(parameter), stimuli -> {
            var classes = classes(stimuli, parameter);
            if (classes.size() != 2) {
                throw BadInput.of(
                        "stimuli " + stimuli.name(),
                        classes.size() + " values of \"" + parameter + "\"",
                        "2 to choose between",
                        "Task.classify(\"" + parameter + "\")");
            }
            return new Objective.Choice(indices(stimuli, parameter, classes));
        });
    }

    /** Tells numbers: one output for each parameter, mean squared error. */
    public static Task regress(String... parameters) {
        return new Task("regress " + List.of(parameters), List.of(), stimuli -> {
            var targets = new float[stimuli.size()][parameters.length];
            for (int p = 0; p < parameters.length; p++) {
                var values = stimuli.parameter(parameters[p]);
                for (int i = 0; i < targets.length; i++) {
                    if (!(values.get(i) instanceof Number number)) {
                        throw BadInput.of(
                                "parameter \"" + parameters[p] + "\"",
                                "\"" + values.get(i) + "\"",
                                "numbers",
                                "Task.classify(\"" + parameters[p] + "\")");
                    }
                    targets[i][p] = number.floatValue();
                }
            }
            return new Objective.Values(targets);
        });
    }

    /** Gives the input back: as many outputs as input numbers, mean squared error. */
    public static Task reconstruct() {
        return new Task("reconstruct", List.of(), stimuli -> new Objective.Reconstruction());
    }

    /**
     * Finds two augmented views of an image alike (SimCLR, Chen et al. 2020); needs augmentations.
     *
     * @param temperature of the softmax over the others, 0.5 in the paper
     */
    public static Task simclr(double temperature) {
        return new Task("SimCLR, temperature " + temperature, List.of(), s -> new Objective.Pairs(temperature, 0));
    }

    /**
     * Finds images that follow each other in a movie alike.
     *
     * @param ahead frames between partners
     * @param temperature of the softmax over the others
     */
    public static Task temporal(int ahead, double temperature) {
        return new Task(
                "temporal contrast, " + ahead + " frames ahead, temperature " + temperature,
                List.of(),
                stimuli -> new Objective.Pairs(temperature, Math.max(1, ahead)));
    }

    /** What the outputs stand for; empty where they are no classes. */
    List<Object> labels(StimulusSet stimuli) {
        return parameters.isEmpty() ? List.of() : classes(stimuli, parameters.get(0));
    }

    Objective objective(StimulusSet stimuli) {
        return objective.apply(stimuli);
    }

    /** How many outputs the task needs; -1 for any number. */
    int outputs(StimulusSet stimuli, int inputs) {
        var made = objective(stimuli);
        if (made instanceof Objective.Classes) {
            return labels(stimuli).size();
        }
        if (made instanceof Objective.Values values) {
            return values.targets()[0].length;
        }
        return made instanceof Objective.Choice ? 1 : made instanceof Objective.Reconstruction ? inputs : -1;
    }

    private static List<Object> classes(StimulusSet stimuli, String parameter) {
        return stimuli.parameter(parameter).stream().distinct().sorted().toList();
    }

    private static int[] indices(StimulusSet stimuli, String parameter, List<Object> classes) {
        return stimuli.parameter(parameter).stream().mapToInt(classes::indexOf).toArray();
    }

    @Override
    public String toString() {
        return description;
    }
}
