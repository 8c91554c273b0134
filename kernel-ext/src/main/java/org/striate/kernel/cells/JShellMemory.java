package org.striate.kernel.cells;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Lets JShell forget snippets that nothing can refer to any more: it would keep the text, the wrapper class and the bytecode
 * of each for ever, and show each to the compiler at every later one. JShell has no method for it, so its own collections
 * are cleared; where they are not open to us ({@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED}) it keeps them.
 */
final class JShellMemory {

    private static final Pattern NO_NAME = Pattern.compile("(?U)[^\\w$]+");
    private static final int ROOM = 100;
    private static final int COMPILER_AGE = 1000;

    private final JShell shell;
    private final Collection<Snippet> snippets;
    private final List<Snippet> byKey;
    private final Map<String, Set<Integer>> dependencies;
    private final Map<String, ?> wrappers;
    private final Map<String, ?> classes;
    private final Map<String, ?> loaded;
    private final Map<String, ?> methods;
    private final Object taskFactory;
    private final Method renewCompiler;
    private final Field references;
    private final Object evaluator;
    private final Method wrapped;
    private final Method tryOut;
    private int most = ROOM;
    private int forgotten;

    private JShellMemory(JShell shell) throws ReflectiveOperationException {
        this.shell = shell;
        var maps = field(shell, "maps");
        this.snippets = collection(maps, "snippets");
        this.byKey = collection(maps, "keyIndexToSnippet");
        this.dependencies = collection(maps, "dependencies");
        this.wrappers = collection(field(shell, "outerMap"), "classOuters");
        this.loaded = collection(field(shell, "classTracker"), "map");
        this.methods = collection(field(shell, "keyMap"), "methodMap");
        this.taskFactory = field(shell, "taskFactory");
        this.classes = collection(field(taskFactory, "fileManager"), "classObjects");
        this.renewCompiler = taskFactory.getClass().getDeclaredMethod("initTaskPool");
        renewCompiler.setAccessible(true);
        this.references = DeclarationSnippet.class.getDeclaredField("declareReferences");
        references.setAccessible(true);
        this.evaluator = field(shell, "eval");
        this.wrapped = Snippet.class.getDeclaredMethod("guts");
        wrapped.setAccessible(true);
        this.tryOut = evaluator.getClass().getDeclaredMethod("trialCompile", wrapped.getReturnType());
        tryOut.setAccessible(true);
    }

    /** Empty where JShell's collections are closed to us, or are not what they were. */
    static Optional<JShellMemory> of(JShell shell) {
        try {
            return Optional.of(new JShellMemory(shell));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    @SuppressWarnings("unchecked") // as JShell declares it; a test holds it
    private static <T> T collection(Object owner, String name) throws ReflectiveOperationException {
        return (T) field(owner, name);
    }

    /**
     * Lets a variable that was declared by {@code var} depend on its type alone, as one does that was declared by its type.
     * Else JShell would compile it again when what its first value was made of is declared again, and would take it away
     * where that is of another type, or no more.
     */
    void forgetOrigin(VarSnippet variable) {
        var used = references(variable);
        var types = shell.types().map(TypeDeclSnippet::name).collect(Collectors.toSet());
        types.retainAll(List.of(NO_NAME.split(variable.typeName())));
        if (used == null || used.equals(types)) {
            return;
        }
        used.clear();
        used.addAll(types);
        var index = Integer.valueOf(variable.id());
        dependencies.values().forEach(users -> users.remove(index));
        types.forEach(type ->
                dependencies.computeIfAbsent(type, name -> new HashSet<>()).add(index));
    }

    /** The names that a declaration names; null for what JShell declares. */
    @SuppressWarnings("unchecked") // as JShell declares it
    private Set<String> references(VarSnippet variable) {
        try {
            return (Set<String>) references.get(variable);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("It was made accessible.", e);
        }
    }

    /** What the compiler says of a snippet that is not evaluated: an evaluation takes away what its name was before. */
    @SuppressWarnings("unchecked") // as JShell declares it
    List<Diag> diagnostics(Snippet snippet) {
        try {
            return (List<Diag>) tryOut.invoke(evaluator, wrapped.invoke(snippet));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The snippet could not be tried out.", e);
        }
    }

    /** JShell would take classes that are gone for loaded when what was dropped is declared again with the same text. */
    void forgetClasses(Set<String> snippetIds) {
        loaded.keySet().removeIf(name -> CellLoader.isOf(snippetIds, name));
    }

    /** Sweeps when enough may be let go of; to be called while no snippet is on its way. */
    void sweepIfFull() {
        if (classes.size() < most && snippets.size() < most) {
            return;
        }
        var live = snippets.stream().filter(this::isLive).toList();
        var indices = new HashSet<Integer>();
        for (int i = 0; i < byKey.size(); i++) {
            if (byKey.get(i) != null && !isLive(byKey.get(i))) {
                byKey.set(i, null);
            } else if (byKey.get(i) != null) {
                indices.add(i);
            }
        }
        var analysis = shell.sourceCodeAnalysis();
        var names = new HashSet<String>();
        live.stream().map(snippet -> analysis.wrapper(snippet).fullClassName()).forEach(names::add);
        forgotten += snippets.size() - live.size();
        snippets.removeIf(snippet -> !isLive(snippet));
        dependencies.values().forEach(users -> users.retainAll(indices));
        dependencies.values().removeIf(Set::isEmpty);
        methods.keySet().removeIf(name -> name.startsWith(QuickSnippets.PREFIX));
        wrappers.keySet().removeIf(name -> !names.contains("REPL." + name));
        classes.keySet().removeIf(name -> !names.contains(CellLoader.snippetClass(name)));
        loaded.keySet().removeIf(name -> !names.contains(CellLoader.snippetClass(name)));
        most = 2 * Math.max(classes.size(), snippets.size()) + ROOM;
        if (forgotten >= COMPILER_AGE) {
            forgotten = 0;
            renewCompiler();
        }
    }

    /** The compiler keeps the names and classes of all that it has read: 2 kB a cell, so that a young one takes its place. */
    void renewCompiler() {
        try {
            renewCompiler.invoke(taskFactory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The compiler could not be renewed.", e);
        }
    }

    private boolean isLive(Snippet snippet) {
        return snippet.kind().isPersistent() && shell.status(snippet).isActive();
    }
}
