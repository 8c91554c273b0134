package org.striate.kernel;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Loads the classes that JShell makes of cells, with checks for interrupts woven in. */
final class CellLoader implements LoaderDelegate {

    /** A class loader whose search path can grow. */
    private static final class Loader extends URLClassLoader {

        private final Map<String, byte[]> cells = new HashMap<>();

        Loader() {
            super(new URL[0], Interrupts.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = cells.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }
    }

    private final Loader loader = new Loader();
    private final Map<String, Class<?>> loaded = new HashMap<>();

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (var each : classes) {
            loader.cells.put(each.name(), Interrupts.weave(each.bytecodes()));
        }
        var installed = new boolean[classes.length];
        try {
            for (int i = 0; i < classes.length; i++) {
                loaded.put(classes[i].name(), loader.loadClass(classes[i].name()));
                installed[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException(e.toString(), installed);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // JShell makes new classes instead: this engine refuses to redefine.
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        for (var part : path.split(java.io.File.pathSeparator)) {
            try {
                loader.addURL(Path.of(part).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new InternalException("class path: " + part);
            }
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        var found = loaded.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name + " not found");
        }
        return found;
    }
}
