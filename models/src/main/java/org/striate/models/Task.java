package org.striate.models;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.models.graph.Graph;

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

    /**
     * Tells the values of a parameter apart by the lengths of capsules: margin loss, and the input given back from the capsule of
     * the right value (Sabour et al. 2017). For networks such as {@link Networks#capsuleNet}.
     */
    public static Task capsules(String parameter) {
        return new Task("tell " + parameter + " by capsules", List.of(parameter), stimuli -> {
            var classes = classes(stimuli, parameter);
            return new Margin(indices(stimuli, parameter, classes), classes.size());
        });
    }

    /** What a network of this kind usually learns of a parameter. */
    static Task usual(Graph graph, int outputs, String parameter) {
        if (graph.names().contains(SmallNets.CAPSULES)) {
            return capsules(parameter);
        }
        return outputs == 1 ? choose(parameter) : classify(parameter);
    }

    /** Tells numbers: one output for each parameter, mean squared error. */
    public static Task regress(String... parameters) {
        if (parameters.length == 0) {
            throw BadInput.of("task", "no parameters to regress", "at least one", "Task.regress(\"angle\")");
        }
        return new Task("regress " + List.of(parameters), List.of(), stimuli -> {
            var targets = new float[stimuli.size()][parameters.length];
            for (int p = 0; p < parameters.length; p++) {
                var values = stimuli.parameter(parameters[p]);
                for (int i = 0; i < targets.length; i++) {
                    targets[i][p] = number(parameters[p], values.get(i));
                }
            }
            return new Objective.Values(targets);
        });
    }

    private static float number(String parameter, Object value) {
        if (!(value instanceof Number number) || !Float.isFinite(number.floatValue())) {
            throw BadInput.of(
                    "parameter \"" + parameter + "\"",
                    "\"" + value + "\"",
                    "finite numbers",
                    "Task.classify(\"" + parameter + "\")");
        }
        return number.floatValue();
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
        requirePositive(temperature, 1);
        return new Task(
                "SimCLR, temperature " + temperature,
                List.of(),
                stimuli -> new Contrast(temperature, 0, new int[stimuli.size()]));
    }

    /**
     * Finds images that follow each other in a movie alike. The stimuli are the frames of one movie, in order; the last of them are
     * held out.
     *
     * @param ahead frames between partners
     * @param temperature of the softmax over the others
     */
    public static Task temporal(int ahead, double temperature) {
        requirePositive(temperature, ahead);
        return new Task(
                "temporal contrast, " + ahead + " frames ahead, temperature " + temperature,
                List.of(),
                stimuli -> new Contrast(temperature, ahead, new int[stimuli.size()]));
    }

    /**
     * Finds images that follow each other in one of several movies alike.
     *
     * @param movie a parameter that tells the movies apart: partners are never of two movies, nor on two sides of a cut, where
     *     the parameter changes
     */
    public static Task temporal(int ahead, double temperature, String movie) {
        requirePositive(temperature, ahead);
        return new Task(
                "temporal contrast, " + ahead + " frames ahead in each " + movie + ", temperature " + temperature,
                List.of(),
                stimuli -> new Contrast(temperature, ahead, scenes(stimuli.parameter(movie))));
    }

    private static void requirePositive(double temperature, int ahead) {
        if (!(temperature > 0) || ahead < 1) {
            throw BadInput.of(
                    "contrast",
                    "temperature " + temperature + ", " + ahead + " frames ahead",
                    "a temperature above 0 and at least 1 frame",
                    "Task.temporal(1, 0.5)");
        }
    }

    /** A number for every stretch of equal values. */
    private static int[] scenes(List<Object> movies) {
        var scenes = new int[movies.size()];
        for (int i = 1; i < scenes.length; i++) {
            scenes[i] = scenes[i - 1] + (movies.get(i).equals(movies.get(i - 1)) ? 0 : 1);
        }
        return scenes;
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
        if (made instanceof Objective.Classes || made instanceof Margin) {
            return labels(stimuli).size();
        }
        if (made instanceof Objective.Values values) {
            return values.targets()[0].length;
        }
        return made instanceof Objective.Choice ? 1 : made instanceof Objective.Reconstruction ? inputs : -1;
    }

    /** A call that makes a network with so many outputs. */
    String mend(Network network, StimulusSet stimuli, int outputs) {
        var made = objective(stimuli);
        int side = network.preprocessing().width();
        if (made instanceof Margin) {
            return "Make one that fits: Networks.capsuleNet(" + side + ", " + outputs + ", 1)";
        }
        if (made instanceof Objective.Reconstruction) {
            return "Make one that fits: Networks.autoencoder(" + side + ", 32, 1)";
        }
        var below = network.layers().rows().stream()
                .map(LayerTable.Row::name)
                .filter(layer -> !layer.startsWith("head") && !layer.equals(network.output()))
                .reduce(network.output(), (before, layer) -> layer);
        return "Give it a head that fits: network.withHead(\"" + below + "\", 1, " + outputs + ")";
    }

    /** The values there are: numbers by size, then texts by character. */
    private static List<Object> classes(StimulusSet stimuli, String parameter) {
        var values = stimuli.parameter(parameter).stream().distinct().toList();
        if (values.contains(Double.NaN)) {
            throw BadInput.of(
                    "parameter \"" + parameter + "\"",
                    "NaN for some stimuli",
                    "a value for each",
                    "stimuli.where(\"" + parameter + "\", value -> !value.equals(Double.NaN))");
        }
        return values.stream().sorted(Task::compare).toList();
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return Double.compare(first.doubleValue(), second.doubleValue());
        }
        if (a instanceof Number != b instanceof Number) {
            return a instanceof Number ? -1 : 1;
        }
        return a.toString().compareTo(b.toString());
    }

    private static int[] indices(StimulusSet stimuli, String parameter, List<Object> classes) {
        var places = new HashMap<Object, Integer>();
        classes.forEach(value -> places.put(value, places.size()));
        return stimuli.parameter(parameter).stream().mapToInt(places::get).toArray();
    }

    @Override
    public String toString() {
        return description;
    }
}
