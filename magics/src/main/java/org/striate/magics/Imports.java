package org.striate.magics;

import java.util.List;

/** What a cell can use without an import of its own. */
public final class Imports {

    /** Striate's packages, as they stand behind {@code import}. */
    public static final List<String> OF_STRIATE = List.of(
            "org.striate.core.*",
            "org.striate.datasets.*",
            "org.striate.models.*",
            "org.striate.models.energy.*",
            "org.striate.models.experiments.*",
            "org.striate.models.stream.*",
            "org.striate.analysis.*",
            "org.striate.analysis.geometry.*",
            "org.striate.analysis.linear.*",
            "org.striate.analysis.units.*",
            "org.striate.analysis.decoding.*",
            "org.striate.plots.*",
            "org.striate.magics.session.*");

    /** Packages of Java beside {@code java.lang}, as they stand behind {@code import}. */
    public static final List<String> OF_JAVA = List.of(
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "java.util.stream.*");

    private Imports() {}
}
