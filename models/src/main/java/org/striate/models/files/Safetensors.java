package org.striate.models.files;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;

/** Hugging Face's safetensors: the length of a JSON header, the header, the numbers. */
public final class Safetensors {

    private static final String METADATA = "__metadata__";
    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path file;
    private final FileChannel channel;
    private final long size;

    private Safetensors(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * Opens a file.
     *
     * @throws BadInput if it is damaged: tensors beyond the end, overlapping, or of another size than their shape
     */
    public static Checkpoint load(Path file) {
        try (var channel = FileChannel.open(file)) {
            return new Safetensors(file, channel).read();
        } catch (IOException e) {
            Checkpoint.requireNoInterrupt(e);
            throw damaged(file, "not readable (" + e.getMessage() + ")");
        }
    }

    private Checkpoint read() throws IOException {
        long length = size < 8 ? -1 : bytes(0, 8).getLong();
        if (length < 2 || length > Math.min(LONGEST_HEADER, size - 8)) {
            throw damaged(file, "of " + size + " bytes with a header of " + length);
        }
        var header =
                header(StandardCharsets.UTF_8.decode(bytes(8, (int) length)).toString());
        var tensors = new LinkedHashMap<String, StoredTensor>();
        var places = new TreeMap<Long, Long>();
        var metadata = new LinkedHashMap<String, String>();
        for (var entry : header.entrySet()) {
            if (!entry.getValue().isJsonObject()) {
                throw damaged(file, "with " + entry.getKey() + " that is no JSON object");
            }
            var facts = entry.getValue().getAsJsonObject();
            if (entry.getKey().equals(METADATA)) {
                facts.entrySet().forEach(text -> metadata.put(text.getKey(), text(text.getValue())));
            } else {
                tensors.put(entry.getKey(), tensor(entry.getKey(), facts, 8 + length, places));
            }
        }
        requireApart(places);
        return new Checkpoint(tensors, metadata);
    }

    private String text(JsonElement value) {
        if (!value.isJsonPrimitive()) {
            throw damaged(file, "with metadata that is no text");
        }
        return value.getAsString();
    }

    private ByteBuffer bytes(long from, int count) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, from, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private JsonObject header(String json) {
        try {
            return JsonParser.parseString(json).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            throw damaged(file, "with a header that is no JSON object");
        }
    }

    private StoredTensor tensor(String name, JsonObject facts, long data, Map<Long, Long> places) {
        try {
            var numbers = Numbers.named(facts.get("dtype").getAsString())
                    .orElseThrow(() -> damaged(file, "with numbers of type " + facts.get("dtype") + " in " + name));
            var shape = longs(facts, "shape");
            var offsets = longs(facts, "data_offsets");
            long from = offsets.get(0);
            long to = offsets.get(1);
            long bytes = (long) Checkpoint.count(shape) * numbers.bytes;
            if (from < 0 || to < from || to > size - data || to - from != bytes) {
                throw damaged(
                        file,
                        "with " + name + " of shape " + shape + ", " + bytes + " bytes, at " + from + " to " + to
                                + " of " + (size - data));
            }
            if (bytes > 0) {
                places.merge(from, to, Math::max);
            }
            return new StoredTensor(shape, () -> values(numbers, data + from, bytes));
        } catch (ArithmeticException
                | NumberFormatException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | ClassCastException
                | IndexOutOfBoundsException e) { // what Gson throws where a fact is missing or of another kind
            throw damaged(file, "with facts of " + name + " that make no sense: " + abbreviated(facts));
        }
    }

    private static String abbreviated(JsonObject facts) {
        var text = facts.toString();
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    private static List<Long> longs(JsonObject facts, String name) {
        return StreamSupport.stream(facts.getAsJsonArray(name).spliterator(), false)
                .map(number -> number.getAsBigDecimal().longValueExact())
                .toList();
    }

    private void requireApart(TreeMap<Long, Long> places) {
        long end = 0;
        for (var place : places.entrySet()) {
            if (place.getKey() < end) {
                throw damaged(file, "with tensors that overlap at byte " + place.getKey());
            }
            end = place.getValue();
        }
    }

    private float[] values(Numbers numbers, long from, long bytes) {
        try (var again = FileChannel.open(file)) {
            if (bytes == 0) {
                return new float[0];
            }
            return numbers.read(again.map(FileChannel.MapMode.READ_ONLY, from, bytes));
        } catch (IOException e) {
            Checkpoint.requireNoInterrupt(e);
            throw damaged(file, "not readable (" + e.getMessage() + ")");
        }
    }

    private static BadInput damaged(Path file, String wrong) {
        return Checkpoint.damaged(file, wrong, "a whole safetensors file");
    }

    /**
     * Writes a file, whole or not at all; 32-bit floats.
     *
     * @param tensors name to shape and numbers
     * @param metadata texts beside them
     */
    public static void save(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        var header = new JsonObject();
        var texts = new JsonObject();
        metadata.forEach(texts::addProperty);
        header.add(METADATA, texts);
        long at = 0;
        for (var entry : tensors.entrySet()) {
            var shape = entry.getValue().shape();
            long end = at + 4L * Checkpoint.count(shape);
            var facts = new JsonObject();
            facts.addProperty("dtype", "F32");
            facts.add("shape", array(shape));
            facts.add("data_offsets", array(List.of(at, end)));
            header.add(entry.getKey(), facts);
            at = end;
        }
        var json = new StringBuilder(header.toString());
        while ((json.toString().getBytes(StandardCharsets.UTF_8).length & 7) != 0) {
            json.append(' '); // so that the numbers start at a multiple of 8
        }
        var text = json.toString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, stream -> {
            try (var out = new BufferedOutputStream(stream)) {
                out.write(little(8).putLong(text.length).array());
                out.write(text);
                for (var tensor : new ArrayList<>(tensors.values())) {
                    var values = tensor.values().get();
                    var bytes = little(4 * values.length);
                    bytes.asFloatBuffer().put(values);
                    out.write(bytes.array());
                }
            }
        });
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static com.google.gson.JsonArray array(List<Long> values) {
        var array = new com.google.gson.JsonArray();
        values.forEach(array::add);
        return array;
    }
}
