package org.striate.datasets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.striate.testing.Shared;

/** What a fixture's JSON says that a reader must find. */
final class Expected {

    private Expected() {}

    static JsonObject json(String fixture) {
        try {
            return JsonParser.parseString(Files.readString(Shared.fixture(fixture)))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All numbers of a nested array, in order. */
    static double[] doubles(JsonElement element) {
        var flat = new ArrayList<Double>();
        collect(element, flat);
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonElement element, List<Double> flat) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(inner -> collect(inner, flat));
        } else {
            var value = element.getAsJsonPrimitive();
            flat.add(value.isBoolean() ? (value.getAsBoolean() ? 1.0 : 0.0) : Double.valueOf(value.getAsString()));
        }
    }

    static int[] ints(JsonElement element) {
        return java.util.Arrays.stream(doubles(element)).mapToInt(v -> (int) v).toArray();
    }

    static List<String> texts(JsonArray array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.getAsString()));
        return texts;
    }
}
