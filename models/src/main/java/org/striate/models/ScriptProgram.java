package org.striate.models;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.models.files.ProbedCode;
import org.striate.models.files.TorchScript;
import org.striate.models.graph.WholeBlocks;

/** An archive of TorchScript, every submodule of it a layer. */
final class ScriptProgram implements Program {

    private static final Cleaner CLEANER = Cleaner.create();
    /** What the network itself returns, also where a submodule has this name. */
    private static final String OUTPUT = "output";

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final PtSymbolBlock block;
    private final String checksum;
    private final List<LayerTable.Row> rows;
    /** Whether the network has submodules. */
    private final boolean modules;
    /** Layer, by any of its names, to the number of its call. */
    private final Map<String, Integer> calls = new HashMap<>();

    private ScriptProgram(PtSymbolBlock block, String checksum, ProbedCode code, String root, Preprocessing input) {
        this.block = block;
        this.checksum = checksum;
        var freed = manager;
        CLEANER.register(this, () -> {
            block.close();
            freed.close();
        });
        this.rows = describe(code, root, input);
        this.modules = !code.classes().getOrDefault(root, Map.of()).isEmpty();
    }

    static ScriptProgram load(Path file, Preprocessing input) {
        var archive = TorchScript.load(file);
        try {
            var temporary = Files.createTempFile("striate", ".pt");
            try {
                var code = archive.probed(temporary, WholeBlocks.engineIsWrong());
                var parent = (PtNDManager) NDManager.newBaseManager("PyTorch");
                var block = JniUtils.loadModule(parent, temporary, true, new String[0], new String[0], true);
                freeze(block);
                return new ScriptProgram(block, Origin.sha256(file), code, archive.root(), input);
            } catch (EngineException e) {
                throw refused(file.toString(), e);
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Weights are loaded as for learning, or no gradient could pass them; they do not need gradients of their own. */
    private static void freeze(PtSymbolBlock block) {
        try (var scratch = NDManager.newBaseManager("PyTorch")) {
            for (var parameter : JniUtils.moduleGetParams(block, (PtNDManager) scratch)) {
                parameter.setRequiresGradient(false);
            }
        }
    }

    private static BadInput refused(String subject, EngineException e) {
        // The interpreter's last line is what went wrong; before it stands where.
        var reason = String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (before, line) -> line);
        var mend = reason.matches("(?i).*\\b(half|double|bfloat16)\\b.*")
                ? "Export the network in float32: torch.jit.trace(net.float().eval(), image).save(\"net.pt\")"
                : "Export the network without freezing it: torch.jit.trace(net.eval(), image).save(\"net.pt\")";
        return BadInput.of(
                subject,
                "refused by PyTorch (" + reason.strip() + ")",
                "an archive whose modules take one image tensor and return tensors",
                mend);
    }

    /** Runs one image and two, and takes as layers what grows with them. */
    private List<LayerTable.Row> describe(ProbedCode code, String root, Preprocessing input) {
        try (var scratch = manager.newSubManager()) {
            var shape = new ai.djl.ndarray.types.Shape(1, input.channels(), input.height(), input.width());
            var names = new ArrayList<String>();
            var one = forward(scratch.zeros(shape), all(), Map.of(), names);
            var two = forward(
                    scratch.zeros(new ai.djl.ndarray.types.Shape(2).addAll(shape.slice(1))),
                    all(),
                    Map.of(),
                    new ArrayList<>());
            if (one.size() != two.size() || one.size() != names.size()) {
                throw BadInput.of(
                        "archive " + root,
                        one.size() + " calls of modules for one image, " + two.size() + " for two",
                        "the same calls for every batch",
                        "Trace the network: torch.jit.trace(net.eval(), image).save(\"net.pt\")");
            }
            var learned = parameters();
            return rows(code, root, names, one, two, learned);
        } catch (EngineException e) {
            throw refused("archive " + root, e);
        }
    }

    private static long[] all() {
        return java.util.stream.LongStream.range(0, 100_000).toArray();
    }

    private List<LayerTable.Row> rows(
            ProbedCode code,
            String root,
            List<String> names,
            List<NDArray> one,
            List<NDArray> two,
            Map<String, Long> learned) {
        var counts = new HashMap<String, Integer>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        var seen = new HashMap<String, Integer>();
        var found = new LinkedHashMap<String, LayerTable.Row>();
        for (int call = 0; call < names.size(); call++) {
            var path = names.get(call);
            int time = seen.merge(path, 1, Integer::sum) - 1;
            var shape = one.get(call).getShape();
            boolean layer = shape.dimension() > 1
                    && shape.get(0) == 1
                    && two.get(call).getShape().get(0) == 2
                    && shape.slice(1).equals(two.get(call).getShape().slice(1));
            if (!layer) {
                continue;
            }
            var own = path.isEmpty() ? OUTPUT : path.substring(0, path.length() - 1);
            boolean last = time == counts.get(path) - 1 && !path.equals(OUTPUT + ".");
            var timed = own + "-t" + time;
            var name = last ? own : timed;
            calls.put(name, call);
            calls.putIfAbsent(timed, call);
            found.put(
                    name,
                    new LayerTable.Row(
                            name,
                            last && time > 0 ? List.of(timed) : List.of(),
                            kind(code, root, path),
                            GraphProgram.layout(shape),
                            Objects.requireNonNullElse(learned.remove(path), 0L), // later calls share them
                            -1));
        }
        if (found.isEmpty()) {
            throw BadInput.of(
                    "archive " + root,
                    "no module returns a tensor with the batch in front",
                    "at least one, batch x units",
                    "Let forward return one: torch.flatten(x, 1)");
        }
        return List.copyOf(found.values());
    }

    /** The Python class of a module. */
    private static String kind(ProbedCode code, String root, String path) {
        var type = root;
        for (var attribute : path.isEmpty() ? new String[0] : path.split("\\.")) {
            type = code.classes().getOrDefault(type, Map.of()).getOrDefault(attribute, type);
        }
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Module path to the number of its own weights. */
    private Map<String, Long> parameters() {
        var learned = new HashMap<String, Long>();
        try (var scratch = manager.newSubManager()) {
            for (var parameter : JniUtils.moduleGetParams(block, (PtNDManager) scratch)) {
                var name = String.valueOf(parameter.getName());
                if (!name.matches(".*(running_mean|running_var|num_batches_tracked)")) {
                    learned.merge(name.substring(0, name.lastIndexOf('.') + 1), parameter.size(), Long::sum);
                }
            }
        }
        return learned;
    }

    /** One pass; the wanted tensors in the order of their calls, and all paths. */
    private List<NDArray> forward(NDArray input, long[] wanted, Map<String, PtNDArray> lesions, List<String> names) {
        try (var x = IValue.from((PtNDArray) input);
                var numbers = IValue.listFrom(wanted);
                var changes = IValue.stringMapFrom(lesions);
                var result = input.hasGradient()
                        ? DifferentiableCall.forward(block, x, numbers, changes)
                        : block.forward(x, numbers, changes)) {
            var parts = result.toIValueTuple();
            try (var paths = parts[0];
                    var outputs = parts[1]) {
                for (var path : paths.toIValueArray()) {
                    try (path) {
                        names.add(path.toStringValue());
                    }
                }
                return Arrays.asList((NDArray[]) outputs.toTensorArray((PtNDManager) input.getManager()));
            }
        }
    }

    @Override
    public List<LayerTable.Row> layers() {
        return rows;
    }

    @Override
    public String note() {
        if (!output().equals(OUTPUT)) {
            return "the archive's own answer is no layer, since it is no tensor with the batch in front: the last layer stands for it";
        }
        return modules
                ? ""
                : "an archive without submodules, as torch.jit.freeze leaves it, has no other layers: save the network without"
                        + " freezing it";
    }

    @Override
    public String output() {
        return rows.get(rows.size() - 1).name();
    }

    @Override
    public void run(
            NDArray input,
            long first,
            Set<String> wanted,
            Map<String, Injury> lesions,
            BiConsumer<String, NDArray> sink) {
        var order = wanted.stream()
                .sorted(java.util.Comparator.comparing(calls::get))
                .toList();
        try (var scratch = input.getManager().newSubManager()) {
            var changes = new HashMap<String, PtNDArray>();
            lesions.forEach((layer, injury) -> injury.tensors(
                            scratch, first, (int) input.getShape().get(0))
                    .forEach((name, tensor) -> changes.put(calls.get(layer) + "." + name, (PtNDArray) tensor)));
            var outputs = forward(input, order.stream().mapToLong(calls::get).toArray(), changes, new ArrayList<>());
            for (int i = 0; i < outputs.size(); i++) {
                sink.accept(order.get(i), outputs.get(i));
                outputs.get(i).close();
            }
        }
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public String checksum() {
        return checksum;
    }

    @Override
    public String architecture() {
        return "";
    }
}
