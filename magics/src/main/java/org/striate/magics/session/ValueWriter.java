package org.striate.magics.session;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.striate.analysis.FittedEncoding;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.models.Network;

/** Writes a value and all that it holds; see {@link Kind} for what can be written. */
final class ValueWriter {

    private final DataOutputStream out;
    private int depth;

    ValueWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** @throws org.striate.core.BadInput if it, or a part of it, cannot be written */
    void write(Object value) throws IOException {
        var kind = Kind.of(value);
        if (++depth > ValueReader.DEEPEST) {
            throw BadInput.of(
                    "value",
                    "lies " + depth + " values deep",
                    "at most " + ValueReader.DEEPEST,
                    "Keep the lines that make it: %origin shows them");
        }
        out.writeByte(kind.ordinal());
        switch (kind) {
            case NULL -> {}
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case BYTE -> out.writeByte((Byte) value);
            case SHORT -> out.writeShort((Short) value);
            case CHARACTER -> out.writeChar((Character) value);
            case INTEGER -> out.writeInt((Integer) value);
            case LONG -> out.writeLong((Long) value);
            case FLOAT -> out.writeFloat((Float) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case STRING -> text((String) value);
            case ENUM -> {
                text(((Enum<?>) value).getDeclaringClass().getName());
                text(((Enum<?>) value).name());
            }
            case OPTIONAL -> write(((Optional<?>) value).orElse(null));
            case LIST -> list((List<?>) value);
            case MAP -> map((Map<?, ?>) value);
            case ARRAY -> array(value);
            case RECORD -> record(value);
            case STIMULI -> stimuli((StimulusSet) value);
            case ACTIVATIONS -> activations((Activations) value);
            case RESPONSES -> responses((NeuralResponses) value);
            case SCORE -> score((Score) value);
            case SCORES -> list((LayerScores) value);
            case BARE_NETWORK -> throw new IllegalStateException("written by files of before alone");
            case NETWORK -> network((Network) value);
            case ENCODING -> file(((FittedEncoding) value)::save);
        }
        depth--;
    }

    private void text(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void list(List<?> values) throws IOException {
        out.writeInt(values.size());
        for (var value : values) {
            write(value);
        }
    }

    private void map(Map<?, ?> values) throws IOException {
        out.writeInt(values.size());
        for (var entry : values.entrySet()) {
            write(entry.getKey());
            write(entry.getValue());
        }
    }

    private void array(Object array) throws IOException {
        text(array.getClass().getName());
        int length = Array.getLength(array);
        out.writeInt(length);
        if (array instanceof float[] floats) {
            for (float each : floats) {
                out.writeInt(Float.floatToRawIntBits(each));
            }
        } else if (array instanceof double[] doubles) {
            for (double each : doubles) {
                out.writeLong(Double.doubleToRawLongBits(each));
            }
        } else if (array instanceof byte[] bytes) {
            out.write(bytes);
        } else {
            for (int i = 0; i < length; i++) {
                write(Array.get(array, i));
            }
        }
    }

    private void record(Object value) throws IOException {
        var components = value.getClass().getRecordComponents();
        text(value.getClass().getName() + ValueReader.COUNT + components.length);
        for (var component : components) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true); // the record may be of its package alone
                write(accessor.invoke(value));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(component + " of " + value, e);
            }
        }
    }

    private void stimuli(StimulusSet stimuli) throws IOException {
        text(stimuli.name());
        write(stimuli.ids());
        out.writeInt(stimuli.channels());
        out.writeInt(stimuli.height());
        out.writeInt(stimuli.width());
        out.writeDouble(stimuli.degrees());
        write(stimuli.parameters());
        write(stimuli.origin());
        rows(stimuli.size(), stimuli::pixels);
    }

    private void rows(int rows, IntFunction<float[]> row) throws IOException {
        for (int i = 0; i < rows; i++) {
            write(row.apply(i));
        }
    }

    private void activations(Activations layer) throws IOException {
        text(layer.model());
        text(layer.layer());
        write(layer.stimulusIds());
        write(layer.layout());
        write(layer.origin());
        rows(layer.stimuli(), layer::row);
    }

    private void responses(NeuralResponses responses) throws IOException {
        text(responses.name());
        write(responses.presentations());
        write(responses.neurons());
        write(responses.bins());
        write(responses.presentationTable());
        write(responses.neuronTable());
        write(responses.origin());
        int bins = responses.bins().size();
        var row = new float[responses.neurons().size() * bins];
        for (int p = 0; p < responses.presentations().size(); p++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = responses.at(p, i / bins, i % bins);
            }
            write(row);
        }
    }

    private void score(Score score) throws IOException {
        text(score.model());
        text(score.layer());
        write(score.neurons());
        write(score.perSplit());
        write(score.reliabilityPerSplit());
        write(score.predicted());
        write(score.interval());
        write(score.draws());
        write(score.heldOut());
        write(score.stimulusIds());
        write(score.origin());
    }

    private void network(Network network) throws IOException {
        file(network::save);
        write(network.training());
        write(network.origin());
    }

    /** What has a form of its own. */
    private void file(Consumer<Path> save) throws IOException {
        var temporary = Files.createTempDirectory("striate-save");
        var file = temporary.resolve("value");
        try {
            save.accept(file);
            out.writeLong(Files.size(file));
            Files.copy(file, out);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(temporary);
        }
    }
}
