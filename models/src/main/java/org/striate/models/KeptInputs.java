package org.striate.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.UUID;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/** A network's inputs, rendered once and kept exactly in a temporary file for the passes that follow. */
final class KeptInputs implements AutoCloseable {

    private final Network network;
    private final StimulusSet stimuli;
    private final FileChannel channel;
    private final BitSet kept = new BitSet();

    KeptInputs(Network network, StimulusSet stimuli, Path folder) {
        this.network = network;
        this.stimuli = stimuli;
        try {
            Files.createDirectories(folder);
            // Without a name once it is open, so that it goes with this process whatever happens.
            this.channel = FileChannel.open(
                    folder.resolve("inputs-" + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** [to - from x input size]. */
    float[] of(int from, int to) {
        int size = network.preprocessing().size();
        var bytes = ByteBuffer.allocate(4 * size * (to - from)).order(ByteOrder.nativeOrder());
        try {
            if (kept.nextClearBit(from) >= to) {
                for (long at = 4L * size * from; bytes.hasRemaining(); ) {
                    at += Math.max(0, channel.read(bytes, at));
                }
                var values = new float[size * (to - from)];
                bytes.flip().asFloatBuffer().get(values);
                return values;
            }
            var values = network.showing().inputs(stimuli, from, to);
            bytes.asFloatBuffer().put(values);
            for (long at = 4L * size * from; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            kept.set(from, to);
            return values;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Progress.check("streaming");
        }
        return BadInput.of(
                "inputs in a temporary file",
                "failed (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "room for them",
                "Choose another folder: network.within(StreamLimits.withDefaults().folder(Path.of(\"scratch\")))");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
