package org.striate.kernel.cells;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the classes that JShell makes of cells. Every snippet has a class loader of its own, so that the classes of a
 * snippet that nothing refers to any more are unloaded: a session may have thousands of cells.
 */
final class CellLoader implements LoaderDelegate {

    /** {@code REPL.$JShell$12B$Inner}: the snippet's id, its version, its inner classes; {@code 12B_13} of overloads. */
    private static final Pattern NAME = Pattern.compile("REPL\\.\\$JShell\\$(\\w*?\\d+)([A-Z]*)(\\$.*)?");

    private static final int CLASS_CONSTANT = 7;

    /** Of this process: cells, the libraries and jars added later see one another through it. */
    private static final ClassLoader LIBRARIES = CellLoader.class.getClassLoader();

    /** The classes of one snippet. */
    private final class SnippetClasses extends ClassLoader {

        static { // those of two snippets may ask each other, on two threads
            registerAsParallelCapable();
        }

        private final Map<String, byte[]> bytes;
        /** Of other snippets, as they were: others may have taken their places when a lambda first runs. */
        private final Map<String, SnippetClasses> used = new ConcurrentHashMap<>();

        SnippetClasses(Map<String, byte[]> bytes) {
            super(LIBRARIES);
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var own = bytes.remove(name);
            if (own != null) {
                keepUsed(own);
                var woven = Weaver.weave(own);
                return defineClass(name, woven, 0, woven.length);
            }
            var owner = used.getOrDefault(name, owners.get(name));
            if (owner == null || owner == this) {
                throw new ClassNotFoundException(name);
            }
            return owner.loadClass(name);
        }

        private void keepUsed(byte[] bytecode) {
            var reader = new ClassReader(bytecode);
            var buffer = new char[reader.getMaxStringLength()];
            for (int i = 1; i < reader.getItemCount(); i++) {
                int at = reader.getItem(i);
                if (at > 0 && bytecode[at - 1] == CLASS_CONSTANT) {
                    keep(reader.readUTF8(at, buffer).replace('/', '.'));
                }
            }
            int withoutCode = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG;
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public FieldVisitor visitField(
                                int access, String name, String descriptor, String signature, Object value) {
                            keep(descriptor.replaceFirst("^\\[*L(.*);$", "$1").replace('/', '.'));
                            return null;
                        }
                    },
                    withoutCode);
        }

        private void keep(String name) {
            var owner = owners.get(name);
            if (owner != null && owner != this) {
                used.put(name, owner);
            }
        }
    }

    private final Consumer<String> onSnippet;
    private final Map<String, SnippetClasses> owners = new ConcurrentHashMap<>();
    /** By the names of the classes that JShell made of them. */
    private final Map<String, VariableClass> variables = new ConcurrentHashMap<>();
    /** Names of variables whose values were lost, by their snippets' ids. */
    private final Map<String, String> emptied = new LinkedHashMap<>();

    /** Tells of each snippet, by its id, whose classes are loaded. */
    CellLoader(Consumer<String> onSnippet) {
        this.onSnippet = onSnippet;
    }

    /** The id of the snippet that a class was made of, {@code 12_13} of two; empty for all other classes. */
    static String snippetId(String className) {
        var name = NAME.matcher(className);
        return name.matches() ? name.group(1).replaceAll("[A-Z]+_", "_") : "";
    }

    /** The ids of the snippets that a class was made of: of methods that use each other's name it is one class. */
    static List<String> snippetIds(String className) {
        var id = snippetId(className);
        return id.isEmpty() ? List.of() : List.of(id.split("_"));
    }

    /** Whether a class was made of some of these snippets and of no other. */
    static boolean isOf(Set<String> snippetIds, String className) {
        var ids = snippetIds(className);
        return !ids.isEmpty() && snippetIds.containsAll(ids);
    }

    /** The class that JShell made of a snippet, of which a class is part. */
    static String snippetClass(String className) {
        var name = NAME.matcher(className);
        return name.matches() && name.group(3) != null ? className.substring(0, name.start(3)) : className;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        var bytes = Arrays.stream(classes)
                .collect(Collectors.toMap(ClassBytecodes::name, ClassBytecodes::bytecodes, (a, b) -> b));
        var divided = divide(bytes);
        var snippets = Arrays.stream(classes)
                .map(each -> snippetId(each.name()))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), id -> new SnippetClasses(ofSnippet(bytes, id))));
        var replaced = replaced(bytes.keySet());
        var fresh = bytes.keySet().stream()
                .flatMap(name -> snippetIds(name).stream())
                .collect(Collectors.toSet());
        forget(fresh);
        fresh.forEach(onSnippet);
        variables.putAll(divided);
        for (var each : classes) {
            owners.put(each.name(), snippets.get(snippetId(each.name())));
        }
        var installed = new boolean[classes.length];
        try {
            for (int i = 0; i < classes.length; i++) {
                findClass(classes[i].name());
                installed[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException(e.toString(), installed);
        }
        replaced.forEach((id, before) -> before.ifPresent(from -> carry(id, from)));
    }

    /** Takes the making of variables out of their classes. */
    private static Map<String, VariableClass> divide(Map<String, byte[]> bytes) {
        var divided = new HashMap<String, VariableClass>();
        bytes.forEach((name, whole) -> {
            if (isSnippet(name)) {
                VariableClass.of(whole).ifPresent(variable -> divided.put(name, variable));
            }
        });
        divided.forEach((name, variable) -> bytes.put(name, variable.variable()));
        return divided;
    }

    private static boolean isSnippet(String className) {
        return snippetClass(className).equals(className);
    }

    /** The snippets, by their ids, of which new classes take the place of others, which were theirs; empty where none. */
    private Map<String, Optional<Class<?>>> replaced(Set<String> fresh) {
        return fresh.stream()
                .filter(CellLoader::isSnippet)
                .map(CellLoader::snippetId)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::loaded));
    }

    private Optional<Class<?>> loaded(String snippetId) {
        for (var owner : owners.keySet()) {
            if (isSnippet(owner) && snippetId(owner).equals(snippetId)) {
                try {
                    return Optional.of(findClass(owner));
                } catch (ClassNotFoundException | LinkageError e) {
                    return Optional.empty(); // it could never be used
                }
            }
        }
        return Optional.empty();
    }

    /** The value goes with its variable where it is of the same type still. */
    private void carry(String snippetId, Class<?> from) {
        var to = loaded(snippetId).orElseThrow();
        for (var field : variablesOf(from)) {
            try {
                var value = field.get(null);
                if (value != null && !take(to, field, value)) {
                    emptied.put(snippetId, field.getName());
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("What cells declare is open to all.", e);
            }
        }
    }

    private static List<Field> variablesOf(Class<?> snippet) {
        try {
            return Arrays.stream(snippet.getFields())
                    .filter(field -> !field.isSynthetic())
                    .toList();
        } catch (LinkageError e) {
            return List.of(); // of a type that was never there
        }
    }

    private static boolean take(Class<?> to, Field from, Object value) throws IllegalAccessException {
        try {
            var field = to.getField(from.getName());
            boolean same =
                    field.getType() == from.getType() && field.getGenericType().equals(from.getGenericType());
            if (same) {
                field.set(null, value);
            }
            return same;
        } catch (NoSuchFieldException | LinkageError | TypeNotPresentException e) {
            return false; // of a type that is no more
        }
    }

    /** The names of variables whose values could not go with them since this was asked last, by their snippets' ids. */
    Map<String, String> takeEmptied() {
        var taken = new LinkedHashMap<>(emptied);
        emptied.clear();
        return taken;
    }

    /**
     * Gives variables that stay as they are another making.
     *
     * @return whether that was all that changed in the classes; else nothing has happened
     */
    boolean remake(ClassBytecodes[] classes) {
        var made = new HashMap<String, VariableClass>();
        for (var each : classes) {
            var before = Optional.ofNullable(variables.get(each.name()));
            VariableClass.of(each.bytecodes())
                    .filter(now -> before.filter(now::declaresAs).isPresent())
                    .ifPresent(now -> made.put(each.name(), now));
        }
        if (made.size() < classes.length) {
            return false;
        }
        variables.putAll(made);
        return true;
    }

    /** The class with the code to run for a class that JShell made. */
    Class<?> running(String className) throws ClassNotFoundException {
        var variable = variables.get(className);
        if (variable == null) {
            return findClass(className);
        }
        var maker = VariableClass.makerName(className);
        return new SnippetClasses(new ConcurrentHashMap<>(Map.of(maker, variable.maker()))).loadClass(maker);
    }

    private static Map<String, byte[]> ofSnippet(Map<String, byte[]> bytes, String id) {
        var own = new ConcurrentHashMap<>(bytes);
        own.keySet().removeIf(name -> !snippetId(name).equals(id));
        return own;
    }

    /** Lets go of snippets' classes: what still uses them keeps them alive. */
    void forget(Set<String> snippetIds) {
        owners.keySet().removeIf(name -> isOf(snippetIds, name));
        variables.keySet().removeIf(name -> isOf(snippetIds, name));
    }

    /** The value of a variable that a snippet declared; empty where it is null or not there. */
    Optional<Object> variable(String snippetId, String name) {
        return loaded(snippetId).flatMap(of -> {
            try {
                return Optional.ofNullable(of.getField(name).get(null));
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // JShell makes new classes, where #remake does not do.
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        var parts = new LinkedHashSet<>(Arrays.asList(path.split(File.pathSeparator)));
        parts.removeAll(ClassPath.names()); // what this process has already
        try {
            var append = LIBRARIES.getClass().getDeclaredMethod("appendToClassPathForInstrumentation", String.class);
            append.setAccessible(true);
            for (var part : parts) {
                append.invoke(LIBRARIES, part);
                var before = System.getProperty("java.class.path"); // some libraries look for classes there
                System.setProperty("java.class.path", before + File.pathSeparator + part);
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new InternalException(
                    "class path: this Java lets nothing be added (" + e
                            + "); expected --add-opens=java.base/jdk.internal.loader=ALL-UNNAMED. Run ./striate install again.");
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        var owner = owners.get(name);
        if (owner == null) {
            throw new ClassNotFoundException(name + " not found");
        }
        return owner.loadClass(name);
    }
}
