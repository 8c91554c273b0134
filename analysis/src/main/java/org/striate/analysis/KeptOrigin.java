package org.striate.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.striate.core.Origin;

/** An origin in a file: inputs before what was made of them, so that no depth is too much. */
final class KeptOrigin {

    private KeptOrigin() {}

    static void write(Origin origin, DataOutputStream out) throws IOException {
        var steps = new ArrayList<Origin>();
        gather(origin, steps);
        out.writeInt(steps.size());
        for (var step : steps) {
            text(step.step(), out);
            out.writeInt(step.settings().size());
            for (var setting : step.settings().entrySet()) {
                text(setting.getKey(), out);
                text(setting.getValue(), out);
            }
            out.writeInt(step.inputs().size());
        }
    }

    private static void gather(Origin origin, List<Origin> into) {
        origin.inputs().forEach(input -> gather(input, into));
        into.add(origin);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @param size of the file: more than it nothing in it can be */
    static Origin read(DataInputStream in, long size) throws IOException {
        var made = new ArrayDeque<Origin>();
        int steps = count(in, size);
        for (int i = 0; i < steps; i++) {
            var step = text(in, size);
            var settings = new LinkedHashMap<String, String>();
            for (int left = count(in, size); left > 0; left--) {
                settings.put(text(in, size), text(in, size));
            }
            var inputs = new LinkedList<Origin>();
            for (int left = count(in, made.size()); left > 0; left--) {
                inputs.addFirst(made.removeLast());
            }
            made.addLast(new Origin(step, settings, inputs));
        }
        if (made.size() != 1) {
            throw new IOException(made.size() + " origins where 1 belongs");
        }
        return made.getLast();
    }

    /** Of a file of before, which kept what an origin prints: a step a line, its settings within it. */
    static Origin readText(DataInputStream in, long size) throws IOException {
        return ofLines(List.of(text(in, size).split("\n", -1)));
    }

    private static Origin ofLines(List<String> lines) {
        var inputs = new ArrayList<Origin>();
        int from = 1;
        while (from < lines.size()) {
            int to = from + 1;
            while (to < lines.size() && indent(lines.get(to)) > indent(lines.get(from))) {
                to++;
            }
            inputs.add(ofLines(lines.subList(from, to)));
            from = to;
        }
        return new Origin(lines.get(0).strip(), Map.of(), inputs);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String text(DataInputStream in, long size) throws IOException {
        return new String(in.readNBytes(count(in, size)), StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream in, long most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("an origin with a count of " + count + " where " + most + " is the most");
        }
        return count;
    }
}
