package org.striate.kernel.cells;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;

/**
 * A short way for expressions and calls. JShell finds out the type of an expression by a compilation of its own, makes a
 * variable of its value, and tries out a statement before it compiles it. As the body of a method, which is run and dropped,
 * it is compiled once; what does not compile there goes the long way.
 */
final class QuickSnippets {

    private static final Pattern CALL = Pattern.compile("[\\w$.]+\\(.*;", Pattern.DOTALL);
    /** Declarations and statements, which yield no value; a value that depends on what it is assigned to. */
    private static final Pattern NO_EXPRESSION = Pattern.compile(
            "(?s)(?:(?:import|package|class|interface|enum|record|abstract|final|static|public|private|protected"
                    + "|sealed|strictfp|native|transient|volatile|if|for|while|do|try|throw|return|synchronized|void"
                    + "|assert|break|continue|yield|var|@\\w+)\\b.*|.*\\bswitch\\b.*|.*->.*|.*//.*|.*[;}])");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[^\"'(]*?[^=!<>]=[^=].*");
    /** What the names of these methods begin with. */
    static final String PREFIX = "striate$";

    private final JShell shell;
    private final CellRunner runner;
    private int count;

    QuickSnippets(JShell shell, CellRunner runner) {
        this.shell = shell;
        this.runner = runner;
    }

    /**
     * A snippet that went the short way.
     *
     * @param before how many characters were put before its text
     * @param ending with the value to show, if there is one
     */
    record Taken(Snippet snippet, int before, CellRunner.Ending ending) {}

    /** Runs a snippet the short way; empty where that is not possible and nothing has happened. */
    Optional<Taken> run(String java) {
        var text = java.strip();
        boolean call = CALL.matcher(text).matches();
        if (!call && !isExpression(text)) {
            return Optional.empty();
        }
        var name = PREFIX + ++count;
        var before = (call ? "void " : "Object ") + name + "() throws Throwable { " + (call ? "" : "return ");
        var event = shell.eval(before + java + (call ? "\n}" : "\n; }")).get(0);
        if (event.status() != Status.VALID) {
            if (event.status().isActive()) { // it uses what is not defined yet
                shell.drop(event.snippet());
            }
            return Optional.empty();
        }
        var snippet = event.snippet();
        var className = shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
        shell.drop(snippet);
        var ending = runner.run(className, name);
        runner.loader().forget(Set.of(snippet.id()));
        return Optional.of(new Taken(snippet, before.length(), ending));
    }

    private static boolean isExpression(String text) {
        return !text.isEmpty()
                && !NO_EXPRESSION.matcher(text).matches()
                && !ASSIGNMENT.matcher(text).matches();
    }

    /** Lets go of a snippet that nothing can refer to: a session may have thousands. */
    void forgetIfDone(Snippet snippet) {
        boolean temporary = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (temporary) {
            shell.drop(snippet);
        }
        if (temporary || snippet.kind() == Snippet.Kind.STATEMENT || snippet.kind() == Snippet.Kind.EXPRESSION) {
            runner.loader().forget(Set.of(snippet.id()));
        }
    }
}
