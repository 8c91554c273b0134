package org.striate.models.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.striate.core.Progress;
import org.striate.core.UnitBlocks;

/** Carries out a plan. Between batches and between blocks it shows progress and takes interrupts. */
public final class Streaming {

    private static final long MEGABYTE = 1_000_000;

    private final StreamPlan plan;
    private final StreamLimits limits;
    private final int batch;

    /** @param batch stimuli shown together */
    public Streaming(StreamPlan plan, StreamLimits limits, int batch) {
        this.plan = plan;
        this.limits = limits;
        this.batch = batch;
    }

    /** Shows all stimuli as often as planned, and hands out all blocks. */
    public void run(LayerPass pass, UnitBlocks sink) {
        // Every byte counts twice: when it is answered and when it is handed out.
        try (var progress = Progress.of("MB of " + plan.model(), 2 * plan.bytes() / MEGABYTE, plan.costs())) {
            var bar = new Bar(progress);
            for (int i = 0; i < plan.passes().size(); i++) {
                var blocks = Blocks.of(plan.passes().get(i), plan.stimuli(), plan.blockBytes());
                bar.note = plan.costs() + (plan.passes().size() == 1 ? "" : "; now pass " + (i + 1));
                try (var store =
                        plan.onDisk() ? new SpillFile(limits.folder(), blocks, batch) : new BlockStore.Held(blocks)) {
                    fill(plan.passes().get(i), blocks, store, pass, bar);
                    handOut(blocks, store, sink, bar);
                }
            }
        }
    }

    /** Counts bytes and shows megabytes. */
    private static final class Bar {
        private final Progress progress;
        private String note = "";
        private long bytes;

        Bar(Progress progress) {
            this.progress = progress;
        }

        void show(long more, String note) {
            long before = bytes / MEGABYTE;
            bytes += more;
            progress.step(bytes / MEGABYTE - before, note);
        }
    }

    private void fill(StreamPlan.OnePass wanted, Blocks blocks, BlockStore store, LayerPass pass, Bar bar) {
        var layers = wanted.layers();
        for (int first = 0; first < plan.stimuli(); first += batch) {
            int from = first;
            int to = Math.min(plan.stimuli(), from + batch);
            pass.run(from, to, layers, (layer, answers) -> {
                for (int block = 0; block < blocks.all().size(); block++) {
                    if (blocks.all().get(block).layer().own().equals(layer)) {
                        store.write(block, from, to - from, answers);
                    }
                }
            });
            bar.show(4 * wanted.units() * (to - from), bar.note);
        }
        store.written();
    }

    /** The next block is read while the sink is at work. */
    private static void handOut(Blocks blocks, BlockStore store, UnitBlocks sink, Bar bar) {
        var all = blocks.all();
        // A thread of its own: the common ones are the sink's.
        var reader = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "striate-read");
            thread.setDaemon(true);
            return thread;
        });
        var reading = new ArrayList<>(List.of(CompletableFuture.supplyAsync(() -> store.read(0), reader)));
        try {
            for (int i = 0; i < all.size(); i++) {
                var rows = joined(reading.get(i));
                if (i + 1 < all.size()) {
                    int next = i + 1;
                    reading.add(CompletableFuture.supplyAsync(() -> store.read(next), reader));
                }
                reading.set(i, null);
                var block = all.get(i);
                sink.accept(block.layer().asked(), block.first(), rows);
                bar.show(block.bytes(blocks.stimuli()), bar.note);
            }
        } finally {
            // A read that is under way must not meet a closed file.
            reading.stream()
                    .filter(read -> read != null)
                    .forEach(read -> read.exceptionally(e -> null).join());
            reader.shutdown();
        }
    }

    private static float[][] joined(CompletableFuture<float[][]> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
