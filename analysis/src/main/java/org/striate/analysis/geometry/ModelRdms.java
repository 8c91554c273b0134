package org.striate.analysis.geometry;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.StimulusSet;

/** RDMs of ideas about what a system represents. */
public final class ModelRdms {

    private ModelRdms() {}

    /**
     * 0 for two stimuli of one category, 1 for others.
     *
     * @param parameter name of the stimulus parameter, such as {@code object}
     * @throws BadInput if there is none of this name
     */
    public static Rdm category(StimulusSet stimuli, String parameter) {
        return of(stimuli, parameter, "other " + parameter, (a, b) -> a.equals(b) ? 0 : 1);
    }

    /**
     * How much a number differs between two stimuli.
     *
     * @throws BadInput if the parameter is not there or is no number
     */
    public static Rdm parameter(StimulusSet stimuli, String parameter) {
        return of(
                stimuli,
                parameter,
                "difference in " + parameter,
                (a, b) -> Math.abs(number(parameter, a) - number(parameter, b)));
    }

    /**
     * How much an angle differs between two stimuli.
     *
     * @param period such as 180 for orientations in degrees
     * @throws BadInput if the parameter is not there or is no number, or the period is not positive
     */
    public static Rdm circular(StimulusSet stimuli, String parameter, double period) {
        if (!(period > 0)) {
            throw BadInput.of(
                    "period",
                    String.valueOf(period),
                    "a positive number",
                    "ModelRdms.circular(stimuli, \"" + parameter + "\", 180)");
        }
        return of(stimuli, parameter, "difference in " + parameter + " modulo " + period, (a, b) -> {
            double difference = Math.abs(number(parameter, a) - number(parameter, b)) % period;
            return Math.min(difference, period - difference);
        });
    }

    private static double number(String parameter, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw BadInput.of(
                "parameter " + parameter,
                "\"" + value + "\"",
                "a number",
                "For labels: ModelRdms.category(stimuli, \"" + parameter + "\")");
    }

    private static Rdm of(
            StimulusSet stimuli, String parameter, String measure, ToDoubleBiFunction<Object, Object> difference) {
        List<Object> cells = stimuli.parameter(parameter);
        int n = cells.size();
        var values = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                values[next++] = difference.applyAsDouble(cells.get(i), cells.get(j));
            }
        }
        var origin = Origin.of("model RDM").with("measure", measure).from(stimuli.origin());
        return new Rdm(parameter, measure, stimuli.ids(), values, origin);
    }
}
