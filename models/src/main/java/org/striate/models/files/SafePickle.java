package org.striate.models.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * A pickle of which only tensors, dictionaries, lists, texts and numbers are made. Any other Python name in it is an error
 * before anything is called; lengths are checked against what is left of the file before memory is taken.
 */
final class SafePickle extends Unpickler {

    /** A name that is not on the list. */
    static final class Forbidden extends PickleException {
        private static final long serialVersionUID = 1L;

        Forbidden(String name) {
            super(name);
        }
    }

    /** A class of PyTorch's storages. */
    record StorageType(Numbers numbers) implements IObjectConstructor {
        @Override
        public Object construct(Object[] arguments) {
            throw new Forbidden("a call of torch." + numbers + " storage");
        }
    }

    private static final int GLOBAL = 'c';
    private static final int STACK_GLOBAL = 0x93;
    private static final int INSTANCE = 'i';
    private static final int OBJECT = 'o';
    private static final int NEW_OBJECT = 0x81;
    private static final int NEW_OBJECT_EX = 0x92;
    private static final int BUILD = 'b';
    private static final int EXTENSION_1 = 0x82;
    private static final int EXTENSION_4 = 0x84;
    private static final int MOST_NAME = 256;

    /** Opcodes with a length of 4 bytes in front of the content, and with one of 8. */
    private static final List<Integer> LENGTHS_4 = List.of((int) 'X', (int) 'T', (int) 'B', 0x8b);

    private static final List<Integer> LENGTHS_8 = List.of(0x8d, 0x8e, 0x95, 0x96);

    private static final Map<String, IObjectConstructor> ALLOWED = Map.of(
            "collections OrderedDict", SafePickle::dictionary,
            "torch._utils _rebuild_tensor", TorchTensor::of, // before PyTorch 0.4
            "torch._utils _rebuild_tensor_v2", TorchTensor::of,
            "torch._utils _rebuild_parameter", arguments -> arguments[0],
            "torch Size", arguments -> arguments[0]);

    private final ByteBuffer bytes;
    private final Function<Object, Object> storages;

    /**
     * @param bytes read from their position on, which is left behind the pickle
     * @param storages what stands for a persistent identifier
     */
    SafePickle(ByteBuffer bytes, Function<Object, Object> storages) {
        this.bytes = bytes;
        this.storages = storages;
    }

    /** The next pickle. */
    Object next() throws IOException {
        return load(new BufferStream(bytes));
    }

    /** Python 3 fills an ordered dictionary afterwards, Python 2 gives it a list of pairs. */
    private static Object dictionary(Object... arguments) {
        var dictionary = new LinkedHashMap<Object, Object>();
        for (var argument : arguments) {
            for (var pair : items(argument)) {
                var both = items(pair);
                if (both.size() != 2) {
                    throw new PickleException("a dictionary of other things than pairs");
                }
                dictionary.put(both.get(0), both.get(1));
            }
        }
        return dictionary;
    }

    /** The items of a tuple or list. */
    static List<?> items(Object sequence) {
        if (sequence instanceof Object[] tuple) {
            return Arrays.asList(tuple);
        }
        if (sequence instanceof List<?> list) {
            return list;
        }
        throw new PickleException("no tuple or list where one is needed");
    }

    @Override
    protected Object persistentLoad(Object identifier) {
        return storages.apply(identifier);
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        int key = opcode & 255;
        if (key == GLOBAL) {
            stack.add(allowed(line() + " " + line()));
            return NO_RETURN_VALUE;
        }
        if (key == STACK_GLOBAL) {
            var name = stack.pop();
            stack.add(allowed(stack.pop() + " " + name));
            return NO_RETURN_VALUE;
        }
        if (key == BUILD) {
            stack.pop(); // an OrderedDict's attributes: PyTorch's versions of modules
            return NO_RETURN_VALUE;
        }
        if (key == INSTANCE
                || key == OBJECT
                || key == NEW_OBJECT
                || key == NEW_OBJECT_EX
                || (key >= EXTENSION_1 && key <= EXTENSION_4)) {
            throw new Forbidden("an instance of a class");
        }
        requireRoom(key);
        return super.dispatch(opcode);
    }

    private void requireRoom(int key) {
        long length = 0;
        int at = bytes.position();
        if (LENGTHS_4.contains(key) && bytes.remaining() >= 4) {
            length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt(at)));
        } else if (LENGTHS_8.contains(key) && bytes.remaining() >= 8) {
            length = Long.reverseBytes(bytes.getLong(at));
        }
        if (length < 0 || length > bytes.remaining()) {
            throw new PickleException("a length of " + length + " with " + bytes.remaining() + " bytes left");
        }
    }

    private String line() {
        var line = new StringBuilder();
        while (true) {
            if (!bytes.hasRemaining() || line.length() > MOST_NAME) {
                throw new PickleException("a name without an end");
            }
            char next = (char) (bytes.get() & 255);
            if (next == '\n') {
                return line.toString();
            }
            line.append(next);
        }
    }

    private static IObjectConstructor allowed(String name) {
        var known = ALLOWED.get(name);
        if (known != null) {
            return known;
        }
        return Numbers.ofStorage(name.startsWith("torch ") ? name.substring(6) : "")
                .map(StorageType::new)
                .orElseThrow(() -> new Forbidden(name.replace(' ', '.')));
    }
}
