package org.striate.core;

import java.util.List;

/**
 * One recorded neuron, site or voxel (a neuroid).
 *
 * @param id unique within a recording
 * @param region the area it was recorded in
 * @param subject the animal or person
 */
public record Neuron(String id, Region region, String subject) {

    /**
     * The place of the one neuron of an id.
     *
     * @param of what they are the neurons of, for the message
     * @param all the call that lists them, for the message
     * @throws BadInput if there is none, or in several subjects
     */
    public static int place(List<Neuron> neurons, String id, String of, String all) {
        var ids = neurons.stream().map(Neuron::id).toList();
        int place = ids.indexOf(id);
        if (place < 0) {
            throw BadInput.unknown("neuron", id, of, ids, all);
        }
        if (place != ids.lastIndexOf(id)) {
            var subjects = neurons.stream()
                    .filter(neuron -> neuron.id.equals(id))
                    .map(Neuron::subject)
                    .toList();
            throw BadInput.of(
                    "neuron " + id,
                    "the id of " + subjects.size() + " neurons, of " + String.join(", ", subjects),
                    "the id of one",
                    "Take one subject at a time: responses.subject(\"" + subjects.get(0) + "\")");
        }
        return place;
    }
}
