package org.striate.kernel.hosts;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import javax.lang.model.SourceVersion;
import org.striate.core.BadInput;
import org.striate.core.Illustrator;
import org.striate.core.Showable;
import org.striate.magics.Imports;
import org.striate.magics.JavaMagic;
import org.striate.magics.Magic;
import org.striate.magics.MagicLine;
import org.striate.magics.Variables;
import org.striate.magics.Words;

/** Runs our magics on the variables of a kernel that is not ours. */
public final class Guest implements Variables {

    /** The forms a host shows without being asked; pictures in base64. */
    static final String[] FORMS = {"text/plain", "text/html", "image/svg+xml", "image/png"};

    /** Evaluates code as a cell of the host would. */
    interface Host {
        Object eval(String code) throws Exception;
    }

    private final Host host;

    Guest(Host host) {
        this.host = host;
    }

    /** The magics there are, from wherever our jars were loaded. */
    static List<JavaMagic> magics() {
        return ServiceLoader.load(Magic.class, Guest.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(JavaMagic.class::isInstance)
                .map(JavaMagic.class::cast)
                .toList();
    }

    /** Makes our packages known to the host's cells. */
    void addImports() {
        for (var name : Imports.OF_STRIATE) {
            try {
                host.eval("import " + name + ";");
            } catch (Exception e) { // whatever it is, magics and pictures work without
                System.err.println("import " + name + " failed in this kernel: " + e.getMessage());
            }
        }
    }

    /** Runs a magic as our own kernel would: with {@code --help}, {@code --show-java} and {@code --as NAME}. */
    Object run(JavaMagic magic, List<String> arguments) throws Exception {
        var line = MagicLine.of(magic.name(), arguments);
        if (line.help()) {
            System.out.println(magic.help()); // the hosts do not show what a lone magic returns
            return magic.help();
        }
        var declaration = line.name().map(name -> "var " + name + " = ");
        var snippets = new ArrayList<>(magic.java(line.words(), this).snippets(declaration));
        if (line.showJava()) {
            System.out.println(String.join("\n", snippets));
        }
        line.name().ifPresent(snippets::add);
        Object last = null;
        for (var snippet : snippets) {
            last = host.eval(snippet);
        }
        return last;
    }

    /** A cell magic's arguments may go on over the lines below. */
    static List<String> words(List<String> arguments, String body) {
        var words = new ArrayList<>(arguments);
        words.addAll(Words.texts(body));
        return words;
    }

    /** The forms of a value, text or base64, one by one; a result's picture stands above its table. */
    static void forms(Showable value, BiConsumer<String, String> form) {
        var forms = new LinkedHashMap<>(value.toMime());
        Illustrator.of(value).ifPresent(picture -> {
            forms.put("text/html", picture.toHtml() + forms.getOrDefault("text/html", ""));
            forms.put("image/png", picture.toMime().get("image/png"));
        });
        forms.keySet().retainAll(List.of(FORMS));
        forms.forEach((type, content) -> form.accept(type, text(content)));
    }

    private static String text(Object content) {
        return content instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : content.toString();
    }

    /** The forms that a progress bar is shown in, as texts. */
    static void forms(Map<String, Object> forms, BiConsumer<String, String> form) {
        forms.forEach((type, content) -> form.accept(type, text(content)));
    }

    /** None: the host keeps its names to itself. */
    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public boolean has(String name) {
        return value(name).isPresent();
    }

    @Override
    public Optional<Object> value(String name) {
        try {
            return SourceVersion.isName(name) ? Optional.ofNullable(host.eval(name)) : Optional.empty();
        } catch (Exception e) { // hosts throw what they like where a name is unknown
            return Optional.empty();
        }
    }

    /** Of a variable that holds something: the class of that. */
    @Override
    public Optional<String> type(String expression) {
        return value(expression).map(value -> {
            var type = value.getClass();
            return value instanceof List<?> list && !list.isEmpty() && type.getTypeParameters().length > 0
                    ? "java.util.List<" + list.get(0).getClass().getName() + ">"
                    : type.getName();
        });
    }

    @Override
    public List<String> making(String name) {
        throw BadInput.of(
                "%origin", "this kernel keeps no record of its cells", "Striate's own kernel", "./striate install");
    }

    @Override
    public Object evaluate(String java) {
        try {
            return host.eval(java);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
