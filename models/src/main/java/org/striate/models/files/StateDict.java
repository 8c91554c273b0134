package org.striate.models.files;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.razorvine.pickle.PickleException;
import org.striate.core.BadInput;

/** State dicts that {@code torch.save} wrote: a zip since PyTorch 1.6, a row of pickles before. */
final class StateDict {

    private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final List<String> PARTS =
            List.of("state_dict", "model_state_dict", "model", "net", "network", "weights", "params");
    /** A pickle holds names and shapes; numbers are elsewhere. */
    private static final long LONGEST_PICKLE = 64 << 20;

    private final Path file;
    /** By key, of every tensor in the pickles: a checkpoint of a training holds others beside the weights. */
    private final Map<String, TorchTensor.Storage> storages = new HashMap<>();

    private StateDict(Path file) {
        this.file = file;
    }

    static Checkpoint load(Path file, byte[] start) {
        var dict = new StateDict(file);
        boolean zip = start.length > 3 && start[0] == 'P' && start[1] == 'K';
        try {
            return zip ? dict.zip() : dict.legacy();
        } catch (SafePickle.Forbidden e) {
            throw BadInput.of(
                    file.toString(),
                    "a pickle that would call " + e.getMessage(),
                    "a state dict: nothing but tensors by name",
                    "Write one in Python: torch.save(net.state_dict(), \"weights.pth\")");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (e instanceof BadInput known) {
                throw known;
            }
            Checkpoint.requireNoInterrupt(e);
            var reason = String.valueOf(e.getMessage());
            throw dict.damaged("damaged or of another format (" + e.getClass().getSimpleName() + " "
                    + reason.substring(0, Math.min(100, reason.length())) + ")");
        }
    }

    private BadInput damaged(String wrong) {
        return Checkpoint.damaged(file, wrong, "safetensors or a state dict of PyTorch");
    }

    private Checkpoint zip() throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var pickle = zip.stream()
                    .filter(entry -> entry.getName().matches("([^/]+/)?data\\.pkl"))
                    .findFirst()
                    .orElseThrow(() -> damaged("a zip without data.pkl"));
            var folder = pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
            if (zip.getEntry(folder + "constants.pkl") != null) {
                throw BadInput.of(
                        file.toString(),
                        "an archive of TorchScript",
                        "a state dict",
                        "Load it as a network: Networks.torchScript(Path.of(\"" + file.getFileName() + "\"))");
            }
            var order = zip.getEntry(folder + "byteorder");
            if (order != null && new String(bytes(zip, order), StandardCharsets.US_ASCII).startsWith("big")) {
                throw damaged("big-endian");
            }
            var found = unpickle(ByteBuffer.wrap(bytes(zip, pickle)));
            return checkpoint(found, tensor -> {
                var entry = entry(zip, folder, tensor);
                return () -> tensor.of(stored(entry, tensor.storage()));
            });
        }
    }

    private Object unpickle(ByteBuffer bytes) throws IOException {
        return new SafePickle(bytes, this::storage).next();
    }

    /** Of {@code ("storage", type, key, device, count)}. */
    private Object storage(Object identifier) {
        if (identifier instanceof Object[] parts
                && parts.length >= 5
                && parts[1] instanceof SafePickle.StorageType type
                && parts[4] instanceof Number count) {
            var storage = new TorchTensor.Storage(String.valueOf(parts[2]), type.numbers(), count.longValue());
            if (!storage.equals(storages.computeIfAbsent(storage.key(), key -> storage))) {
                throw new PickleException("storage " + storage.key() + " that is described in two ways");
            }
            return storage;
        }
        throw new PickleException("a storage that is described in another way");
    }

    private byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes((int) LONGEST_PICKLE);
            if (bytes.length == LONGEST_PICKLE) {
                throw damaged("a list of names of over " + (LONGEST_PICKLE >> 20) + " MB");
            }
            return bytes;
        }
    }

    /** The archive's part that holds a tensor's storage, which must be as long as the pickle says. */
    private String entry(ZipFile zip, String folder, TorchTensor tensor) {
        var storage = tensor.storage();
        var entry = storage.key().matches("\\w+") ? zip.getEntry(folder + "data/" + storage.key()) : null;
        if (entry == null) {
            throw damaged("without the numbers of storage \"" + storage.key() + "\"");
        }
        long bytes = Math.multiplyExact(storage.count(), (long) storage.numbers().bytes);
        if (entry.getSize() != bytes) {
            throw damaged("with " + entry.getSize() + " bytes for the " + bytes + " of storage " + storage.key());
        }
        return entry.getName();
    }

    private float[] stored(String entry, TorchTensor.Storage storage) {
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry(entry))) {
            return storage.numbers().read(in, Math.toIntExact(storage.count()), Files.size(file));
        } catch (OutOfMemoryError e) {
            throw damaged("with " + storage.count() + " numbers, for which there is no memory");
        } catch (IOException e) {
            throw damaged("not readable (" + e.getMessage() + ")");
        }
    }

    private Checkpoint legacy() throws IOException {
        try (var channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw damaged("of " + (channel.size() >> 20) + " MB in the format before PyTorch 1.6");
            }
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (!LEGACY_MAGIC.equals(integer(unpickle(bytes)))) {
                throw damaged("a pickle that PyTorch did not save");
            }
            unpickle(bytes); // the protocol
            unpickle(bytes); // the writer's number sizes
            var found = unpickle(bytes);
            var keys = unpickle(bytes);
            var places = places(bytes.order(ByteOrder.LITTLE_ENDIAN), keys);
            return checkpoint(found, tensor -> {
                var part = places.get(tensor.storage().key());
                return () -> tensor.of(tensor.storage().numbers().read(part.duplicate()));
            });
        }
    }

    private static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.ZERO;
    }

    /** Behind the pickles: for every key a count of 8 bytes and the numbers. */
    private Map<String, ByteBuffer> places(ByteBuffer bytes, Object keys) {
        var places = new HashMap<String, ByteBuffer>();
        for (var key : (List<?>) keys) {
            var storage = storages.get(String.valueOf(key));
            if (storage == null) {
                throw damaged("with numbers for a storage \"" + key + "\" that no tensor uses");
            }
            long count = bytes.getLong();
            long length = Math.multiplyExact(count, (long) storage.numbers().bytes);
            if (count != storage.count() || length < 0 || length > bytes.remaining()) {
                throw damaged("with " + bytes.remaining() + " bytes for " + storage.count() + " numbers");
            }
            places.put(storage.key(), bytes.slice(bytes.position(), (int) length));
            bytes.position(bytes.position() + (int) length);
        }
        if (!places.keySet().containsAll(storages.keySet())) {
            throw damaged("without the numbers of some tensors");
        }
        return places;
    }

    private Checkpoint checkpoint(Object found, Function<TorchTensor, java.util.function.Supplier<float[]>> values) {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        tensors(found).forEach((name, tensor) -> {
            if (!tensor.fault().isEmpty()) {
                throw damaged("with a tensor " + name + " of " + tensor.fault());
            }
            tensors.put(name, new StoredTensor(tensor.shape(), values.apply(tensor)));
        });
        if (tensors.isEmpty()) {
            throw damaged("without tensors");
        }
        return new Checkpoint(tensors, Map.of());
    }

    /** The tensors by name, of the dictionary itself or of its part that is a state dict. */
    private static Map<String, TorchTensor> tensors(Object found) {
        var tensors = new LinkedHashMap<String, TorchTensor>();
        if (found instanceof Map<?, ?> dict) {
            for (var part : PARTS) {
                if (dict.get(part) instanceof Map<?, ?> inner) {
                    return tensors(inner);
                }
            }
            dict.forEach((name, value) -> {
                if (value instanceof TorchTensor tensor) {
                    tensors.put(String.valueOf(name), tensor);
                }
            });
        }
        return tensors;
    }
}
