package org.striate.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {

    private static final String CLASS = "class ";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()))
                .filter(what -> !isThere(what))
                .findFirst();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all there");
        }
        var reason = missing.get().name + " is not on this machine";
        boolean named = isPython(missing.get()) || missing.get() == Needs.What.JAVA_25;
        if ("true".equals(System.getenv("CI")) && !named) {
            throw new IllegalStateException(reason + "; with CI=true it must be");
        }
        record(context, reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isThere(Needs.What what) {
        if (isPython(what)) {
            return canImport(what.place);
        }
        if (what == Needs.What.JAVA_25) {
            return Java25.home().isPresent();
        }
        if (what.place.startsWith(CLASS)) {
            return isOnClassPath(what.place.substring(CLASS.length()));
        }
        return what.place.contains("/")
                ? Files.isDirectory(Shared.root().resolve(what.place))
                : Arrays.stream(what.place.split(" ")).allMatch(NeedsCondition::onPath);
    }

    private static boolean isOnClassPath(String type) {
        try {
            Class.forName(type, false, NeedsCondition.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isPython(Needs.What what) {
        return what.place.startsWith("import ");
    }

    private static boolean canImport(String modules) {
        try {
            return new ProcessBuilder("/usr/bin/python3", "-c", modules)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no Python at all
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** One line in {@code target/not-run.txt}, which the build prints at its end. */
    private static void record(ExtensionContext context, String reason) {
        var file = Shared.root().resolve("target/not-run.txt");
        var test = context.getTestClass().map(Class::getSimpleName).orElse("")
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, test + ": " + reason + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
