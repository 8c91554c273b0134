package org.striate.models;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs an archive so that gradients pass through it. The engine's binding can do so, but offers it for lists of tensors alone;
 * for other arguments it always switches gradients off. The same native method is called here with the switch on.
 */
final class DifferentiableCall {

    private static final Object LIBRARY;
    private static final Method RUN;
    private static final Constructor<IValue> VALUE;

    static {
        try {
            var binding = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            var library = binding.getDeclaredField("LIB");
            library.setAccessible(true);
            LIBRARY = library.get(null);
            RUN = binding.getDeclaredMethod(
                    "moduleRunMethod", long.class, String.class, long[].class, boolean.class, boolean.class);
            RUN.setAccessible(true);
            VALUE = IValue.class.getDeclaredConstructor(long.class);
            VALUE.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e); // the engine's version is pinned
        }
    }

    private DifferentiableCall() {}

    static IValue forward(PtSymbolBlock block, IValue... inputs) {
        var handles = Arrays.stream(inputs).mapToLong(IValue::getHandle).toArray();
        try {
            return VALUE.newInstance(RUN.invoke(LIBRARY, block.getHandle(), "forward", handles, true, false));
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
