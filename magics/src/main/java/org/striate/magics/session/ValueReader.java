package org.striate.magics.session;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.striate.analysis.FittedEncoding;
import org.striate.core.Activations;
import org.striate.core.Interval;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Presentation;
import org.striate.core.ReceptiveField;
import org.striate.core.Score;
import org.striate.core.TimeBin;
import org.striate.core.TrainingLog;
import org.striate.core.UnitLayout;
import org.striate.models.Networks;

/** Reads what {@link ValueWriter} wrote; believes no size that the bytes left cannot hold, and no class but Striate's. */
final class ValueReader {

    /** Between a record's class and the number of its values. */
    static final String COUNT = "/";

    /** How deep values may lie within each other, in writing as in reading: what a stack surely holds. */
    static final int DEEPEST = 1000;

    /** Files of before do not say how many values a record has: those of these classes have become more. */
    private static final Map<Class<?>, Integer> BEFORE =
            Map.of(TimeBin.class, 2, TrainingLog.class, 7, ReceptiveField.class, 7);

    private final BoundedInput in;
    private final String name;
    private int depth;

    /**
     * @param size bytes that there are
     * @param name of the variable, which progress tells
     */
    ValueReader(InputStream source, long size, String name) {
        this.in = new BoundedInput(source, size);
        this.name = name;
    }

    /** @throws IOException if this is none of ours, or damaged */
    Object read() throws IOException {
        int number = in.readUnsignedByte();
        if (number >= Kind.values().length || ++depth > DEEPEST) {
            throw new IOException("a value of kind " + number + " at depth " + depth);
        }
        var value = value(Kind.values()[number]);
        depth--;
        return value;
    }

    private Object value(Kind kind) throws IOException {
        return switch (kind) {
            case NULL -> null;
            case BOOLEAN -> in.readBoolean();
            case BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case CHARACTER -> in.readChar();
            case INTEGER -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING -> in.text();
            case ENUM -> constant();
            case OPTIONAL -> Optional.ofNullable(read());
            case LIST -> list();
            case MAP -> map();
            case ARRAY -> array();
            case RECORD -> record();
            case STIMULI -> stimuli();
            case ACTIVATIONS -> activations();
            case RESPONSES -> responses();
            case SCORE -> score();
            case SCORES -> new LayerScores(all(list(), Score.class));
            case BARE_NETWORK -> file(Networks::load);
            case NETWORK -> file(Networks::load).withHistory(read(TrainingLog.class), read(Origin.class));
            case ENCODING -> file(FittedEncoding::load);
        };
    }

    private <T> T read(Class<T> type) throws IOException {
        var value = read();
        if (!type.isInstance(value)) {
            throw new IOException("no " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private static <T> List<T> all(List<?> values, Class<T> type) throws IOException {
        var all = new ArrayList<T>();
        for (var value : values) {
            if (!type.isInstance(value)) {
                throw new IOException("no " + type.getSimpleName());
            }
            all.add(type.cast(value));
        }
        return all;
    }

    private List<Object> list() throws IOException {
        int length = in.length(1);
        var values = new ArrayList<Object>();
        for (int i = 0; i < length; i++) {
            values.add(read());
        }
        return values; // of the session, which may go on adding to them
    }

    private Map<Object, Object> map() throws IOException {
        int length = in.length(2);
        var values = new LinkedHashMap<Object, Object>();
        for (int i = 0; i < length; i++) {
            values.put(read(), read());
        }
        return values;
    }

    private Object constant() throws IOException {
        var type = KeptClasses.ours(in.text());
        var name = in.text();
        return Arrays.stream(type.isEnum() ? type.getEnumConstants() : new Object[0])
                .filter(each -> ((Enum<?>) each).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("no constant " + name));
    }

    private Object record() throws IOException {
        var name = in.text().split(COUNT);
        var type = KeptClasses.ours(name[0]);
        if (!type.isRecord()) {
            throw new IOException(type + " is no record");
        }
        var values = new Object[name.length > 1 ? count(name[1]) : countBefore(type)];
        for (int i = 0; i < values.length; i++) {
            values[i] = fixed(read());
        }
        try {
            var constructor = constructor(type, values.length);
            constructor.setAccessible(true); // the record may be of its package alone
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IOException("values that are no " + type.getSimpleName(), e);
        }
    }

    /** A record need not copy what it is made of. */
    private static Object fixed(Object value) {
        if (value instanceof ArrayList<?> list) {
            return Collections.unmodifiableList(list);
        }
        return value instanceof LinkedHashMap<?, ?> map ? Collections.unmodifiableMap(map) : value;
    }

    private static int count(String digits) throws IOException {
        if (!digits.matches("\\d{1,3}")) {
            throw new IOException("a record of " + digits + " values");
        }
        return Integer.parseInt(digits);
    }

    /** Of all components, or of the fewer that the record once had: what has come since has a usual value there. */
    private static Constructor<?> constructor(Class<?> type, int values) throws NoSuchMethodException {
        var components = type.getRecordComponents();
        if (components.length == values) {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        }
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == values)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + " of " + values + " values"));
    }

    private static int countBefore(Class<?> type) {
        return BEFORE.getOrDefault(type, type.getRecordComponents().length);
    }

    private Object array() throws IOException {
        var type = KeptClasses.array(in.text());
        var element = type.getComponentType();
        if (element == float.class) {
            var floats = new float[in.length(4)];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = Float.intBitsToFloat(in.readInt());
            }
            return floats;
        }
        if (element == double.class) {
            var doubles = new double[in.length(8)];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = Double.longBitsToDouble(in.readLong());
            }
            return doubles;
        }
        if (element == byte.class) {
            return in.readNBytes(in.length(1));
        }
        var values = Array.newInstance(element, in.length(1));
        for (int i = 0; i < Array.getLength(values); i++) {
            try {
                Array.set(values, i, read());
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new IOException("an element that is no " + element, e);
            }
        }
        return values;
    }

    private float[][] rows(int rows, int width) throws IOException {
        if (rows > in.left()) {
            throw new IOException(rows + " rows");
        }
        var all = new float[rows][];
        for (int i = 0; i < rows; i++) {
            all[i] = read(float[].class);
            if (all[i].length != width) {
                throw new IOException("a row of " + all[i].length + " values where " + width + " belong");
            }
        }
        return all;
    }

    private PixelStimuli stimuli() throws IOException {
        var name = in.text();
        var ids = all(read(List.class), String.class);
        int channels = in.readInt();
        int height = in.readInt();
        int width = in.readInt();
        double degrees = in.readDouble();
        var parameters = columns();
        var origin = read(Origin.class);
        var pixels = rows(ids.size(), Math.multiplyExact(Math.multiplyExact(channels, height), width));
        return new PixelStimuli(
                name, ids, channels, height, width, degrees, i -> pixels[i].clone(), parameters, origin);
    }

    private Map<String, List<Object>> columns() throws IOException {
        var columns = new LinkedHashMap<String, List<Object>>();
        for (var column : read(Map.class).entrySet()) {
            var entry = (Map.Entry<?, ?>) column;
            if (!(entry.getKey() instanceof String key) || !(entry.getValue() instanceof List<?> values)) {
                throw new IOException("a table that is none");
            }
            columns.put(key, all(values, Object.class));
        }
        return Collections.unmodifiableMap(columns);
    }

    private Activations activations() throws IOException {
        var model = in.text();
        var layer = in.text();
        var ids = all(read(List.class), String.class);
        var layout = read(UnitLayout.class);
        var origin = read(Origin.class);
        return new Activations(model, layer, ids, layout, rows(ids.size(), layout.units()), origin);
    }

    private NeuralResponses responses() throws IOException {
        var name = in.text();
        var presentations = all(read(List.class), Presentation.class);
        var neurons = all(read(List.class), Neuron.class);
        var bins = all(read(List.class), TimeBin.class);
        var presentationTable = columns();
        var neuronTable = columns();
        var origin = read(Origin.class);
        var values = rows(presentations.size(), Math.multiplyExact(neurons.size(), bins.size()));
        return new NeuralResponses(name, presentations, neurons, bins, values, origin)
                .withTables(presentationTable, neuronTable);
    }

    private Score score() throws IOException {
        var model = in.text();
        var layer = in.text();
        var neurons = all(read(List.class), Neuron.class);
        var perSplit = read(double[][].class);
        var reliabilities = read(double[][].class);
        var predicted = read(float[][].class);
        var interval = read(Interval.class);
        var draws = read(double[].class);
        var next = read(); // files of before do not say what was held out, nor of which stimuli
        int[][] heldOut = {};
        List<String> stimulusIds = List.of();
        if (next instanceof int[][] known) {
            heldOut = known;
            next = read();
        }
        if (next instanceof List<?> known) {
            stimulusIds = all(known, String.class);
            next = read();
        }
        if (!(next instanceof Origin origin)) {
            throw new IOException("no Origin");
        }
        return (draws.length == 0
                        ? new Score(model, layer, neurons, perSplit, reliabilities, predicted, interval, origin)
                        : new Score(model, layer, neurons, perSplit, reliabilities, predicted, draws, origin))
                .withHeldOut(heldOut)
                .withStimuli(stimulusIds);
    }

    private <T> T file(Function<Path, T> load) throws IOException {
        long length = in.longLength();
        var folder = Files.createTempDirectory("striate-restore");
        var file = folder.resolve("variable " + name.replaceAll("\\W", "_")); // as any file system takes it
        try {
            try (var out = Files.newOutputStream(file)) {
                var buffer = new byte[1 << 16];
                for (long left = length; left > 0; ) {
                    int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (got < 0) {
                        throw new IOException("ends early");
                    }
                    out.write(buffer, 0, got);
                    left -= got;
                }
            }
            return load.apply(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
