package org.striate.kernel.cells;

import java.io.File;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads the classes that JShell makes of cells. Every snippet has a class loader of its own, so that the classes of a
 * snippet that nothing refers to any more are unloaded: a session may have thousands of cells.
 */
final class CellLoader implements LoaderDelegate {

    /** {@code REPL.$JShell$12B$Inner}: the snippet's id, its version, its inner classes. */
    private static final Pattern NAME = Pattern.compile("REPL\\.\\$JShell\\$(\\w*?\\d+)([A-Z]*)(\\$.*)?");

    /** Of this process: cells, the libraries and jars added later see one another through it. */
    private static final ClassLoader LIBRARIES = CellLoader.class.getClassLoader();

    /** The classes of one snippet. */
    private final class SnippetClasses extends ClassLoader {

        private final Map<String, byte[]> bytes;

        SnippetClasses(Map<String, byte[]> bytes) {
            super(LIBRARIES);
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var own = bytes.remove(name);
            if (own != null) {
                var woven = Weaver.weave(own);
                return defineClass(name, woven, 0, woven.length);
            }
            var owner = owners.get(name);
            if (owner == null || owner == this) {
                throw new ClassNotFoundException(name);
            }
            return owner.loadClass(name);
        }
    }

    private final Consumer<String> onSnippet;
    private final Map<String, SnippetClasses> owners = new ConcurrentHashMap<>();

    /** Tells of each snippet, by its id, whose classes are loaded. */
    CellLoader(Consumer<String> onSnippet) {
        this.onSnippet = onSnippet;
    }

    /** The id of the snippet that a class was made of; empty for all other classes. */
    static String snippetId(String className) {
        var name = NAME.matcher(className);
        return name.matches() ? name.group(1) : "";
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
        var snippets = Arrays.stream(classes)
                .map(each -> snippetId(each.name()))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), id -> new SnippetClasses(ofSnippet(bytes, id))));
        snippets.keySet().forEach(this::forget);
        snippets.keySet().forEach(onSnippet);
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
    }

    private static Map<String, byte[]> ofSnippet(Map<String, byte[]> bytes, String id) {
        var own = new ConcurrentHashMap<>(bytes);
        own.keySet().removeIf(name -> !snippetId(name).equals(id));
        return own;
    }

    /** Lets go of a snippet's classes: what still uses them keeps them alive. */
    void forget(String snippetId) {
        owners.keySet().removeIf(name -> snippetId(name).equals(snippetId));
    }

    /** The value of a variable that a snippet declared; empty where it is null or not there. */
    Optional<Object> variable(String snippetId, String name) {
        for (var owner : owners.keySet()) {
            if (snippetId(owner).equals(snippetId)
                    && !owner.substring(owner.lastIndexOf('.')).matches(".*\\$.*\\$.*\\$.*")) {
                try {
                    return Optional.ofNullable(findClass(owner).getField(name).get(null));
                } catch (ReflectiveOperationException | LinkageError e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // JShell makes new classes instead: this engine refuses to redefine.
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
