package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.striate.datasets.Npz;
import org.striate.testing.Shared;

/** One case of the reference fixtures: arrays, and the scalars beside them. */
public record Fixture(Npz arrays, JsonObject json) {

    public static Fixture load(String name) {
        return new Fixture(Npz.load(Shared.fixture(name + ".npz")), json(Shared.fixture(name + ".json")));
    }

    public static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public double[] values(String name) {
        return arrays.array(name).values();
    }

    public int[] ints(String name) {
        return arrays.array(name).ints();
    }

    public double[][] rows(String name) {
        return arrays.array(name).rows();
    }

    public int[] shape(String name) {
        return arrays.array(name).shape();
    }

    public double scalar(String name) {
        return json.getAsJsonObject("scalars").get(name).getAsDouble();
    }

    /** |a - b| at most relative times the larger of |b| and the largest |b|. */
    public static void assertClose(double[] actual, double[] expected, double relative) {
        assertThat(actual).hasSameSizeAs(expected);
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("value %d", i)
                    .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(relative * scale));
        }
    }
}
