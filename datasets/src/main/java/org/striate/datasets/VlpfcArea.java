package org.striate.datasets;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

/**
 * vlPFC: the side of the learned boundary on which a stimulus lies, weighed by the task (Freedman et al. 2001), some identity
 * as in IT, and one cell in ten that answers to faces, eyes or words alone.
 */
record VlpfcArea(List<Cell> cells, SimulatedCortex.Task task, Boundary boundary) implements CorticalArea {

    private static final double DOMAIN_CELLS = 0.1;
    private static final List<String> DOMAINS = List.of("face", "eyes", "word");
    private static final double BASE = 0.2;

    /** The side of every stimulus, by name. */
    @FunctionalInterface
    interface Boundary {
        List<String> sides(StimulusSet stimuli);

        /** Between some values of a parameter and all others. */
        static Boundary around(String parameter, List<String> some) {
            if (some.isEmpty()) {
                throw BadInput.of(
                        "boundary of " + parameter,
                        "no value",
                        "at least one",
                        "cortex.boundary(\"category\", List.of(\"face\"))");
            }
            var side = List.copyOf(some);
            return stimuli -> {
                var values = stimuli.parameter(parameter);
                requireKnown(parameter, side, stimuli);
                return values.stream()
                        .map(value -> side.stream().anyMatch(name -> names(name, value)) ? "one" : "other")
                        .toList();
            };
        }

        /** Some stimuli may lie on one side alone; what none of them has, or has almost, is a slip. */
        private static void requireKnown(String parameter, List<String> side, StimulusSet stimuli) {
            var values = stimuli.parameter(parameter);
            var known = values.stream().map(String::valueOf).distinct().toList();
            var absent = side.stream()
                    .filter(name -> values.stream().noneMatch(value -> names(name, value)))
                    .toList();
            absent.stream()
                    .filter(name -> absent.size() == side.size()
                            || BadInput.nearest(name, known).isPresent())
                    .findFirst()
                    .ifPresent(name -> {
                        throw BadInput.unknown(
                                parameter, name, stimuli.name(), known, "stimuli.parameter(\"" + parameter + "\")");
                    });
        }

        /** Numbers by value, texts by their letters. */
        private static boolean names(String name, Object value) {
            try {
                return value instanceof Number number
                        ? number.doubleValue() == Double.parseDouble(name)
                        : name.equals(String.valueOf(value));
            } catch (NumberFormatException e) {
                return false; // a word is no number
            }
        }
    }

    /**
     * @param domain one of faces, eyes, words; empty for the others
     * @param preference seed of the liking for every side
     */
    record Cell(String domain, long preference, ItArea.Cell identity) {

        /** How much it likes a side, 0 to 1, the same for the same name. */
        double likes(String side) {
            var random = new Random(preference ^ side.hashCode() * 0x9E3779B97F4A7C15L);
            random.nextInt();
            return random.nextDouble();
        }
    }

    static VlpfcArea of(int neurons, long seed, SimulatedCortex.Task task, Boundary boundary) {
        var random = new Random(seed);
        var cells = IntStream.range(0, neurons)
                .mapToObj(i -> new Cell(
                        random.nextDouble() < DOMAIN_CELLS ? DOMAINS.get(random.nextInt(DOMAINS.size())) : "",
                        random.nextLong(),
                        ItArea.Cell.draw(random)))
                .toList();
        return new VlpfcArea(cells, task, boundary);
    }

    @Override
    public double[][] drives(StimulusSet stimuli) {
        var latents = Latents.of(stimuli);
        var sides = boundary.sides(stimuli);
        var categories = latents.categories();
        var drives = new double[stimuli.size()][cells.size()];
        for (int i = 0; i < drives.length; i++) {
            for (int neuron = 0; neuron < drives[i].length; neuron++) {
                var cell = cells.get(neuron);
                drives[i][neuron] = cell.domain.isEmpty()
                        ? BASE
                                + task.category * cell.likes(sides.get(i))
                                + task.identity * cell.identity.identity(latents.points()[i])
                        : BASE + (cell.domain.equals(categories.get(i)) ? 1 : 0);
            }
        }
        return drives;
    }
}
