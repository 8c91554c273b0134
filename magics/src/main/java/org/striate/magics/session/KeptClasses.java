package org.striate.magics.session;

import java.io.IOException;

/** The classes that a file of variables may name: Striate's, and arrays. */
final class KeptClasses {

    private static final String OURS = "org.striate.";

    private KeptClasses() {}

    static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    /** Arrays of numbers, truth values, texts and what is ours, of any depth. */
    static boolean isKept(Class<?> array) {
        var element = array;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || element == String.class || element == Object.class || isOurs(element);
    }

    static Class<?> ours(String name) throws IOException {
        if (!name.startsWith(OURS)) {
            throw new IOException("a class " + name);
        }
        return loaded(name);
    }

    static Class<?> array(String name) throws IOException {
        if (!name.matches("\\[{1,8}([ZBSCIJFD]|Ljava\\.lang\\.(String|Object);|Lorg\\.striate\\.[\\w.$]+;)")) {
            throw new IOException("an array " + name);
        }
        return loaded(name);
    }

    /** Without running anything of it. */
    private static Class<?> loaded(String name) throws IOException {
        try {
            return Class.forName(name, false, KeptClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException("no class " + name, e);
        }
    }
}
