package org.striate.kernel.cells;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.TypeDeclSnippet;

/**
 * Types of cells whose initialisers did not end, which Java tries once. Declared again with the same text one would be the
 * same class still, so it has to be forgotten first.
 */
final class SpoiltTypes {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** Notes the types whose initialisers are on the stacks of a problem. */
    void note(Throwable problem) {
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        for (var each = problem; each != null && seen.add(each); each = each.getCause()) {
            Stream.of(each.getStackTrace())
                    .filter(frame -> frame.getMethodName().equals("<clinit>"))
                    .map(frame -> CellLoader.snippetIds(frame.getClassName()))
                    .forEach(ids::addAll);
        }
    }

    /** Of snippets that were dropped: what takes their ids is another class. */
    void forget(Set<String> dropped) {
        ids.removeAll(dropped);
    }

    /** Those that a source declares again. */
    List<TypeDeclSnippet> declaredBy(String java, JShell shell) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var declared = shell.sourceCodeAnalysis().sourceToSnippets(java).stream()
                .filter(TypeDeclSnippet.class::isInstance)
                .map(type -> ((TypeDeclSnippet) type).name())
                .toList();
        return shell.types()
                .filter(type -> declared.contains(type.name()) && ids.remove(type.id()))
                .toList();
    }
}
