package org.striate.kernel.hosts;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.Illustrator;
import org.striate.core.Showable;
import org.striate.magics.Imports;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Runs our magics on the variables of a kernel that is not ours. */
public final class Guest implements Variables {

    /** The forms a host shows without being asked; pictures in base64. */
    static final String[] FORMS = {"text/plain", "text/html", "image/svg+xml", "image/png"};

    /** Evaluates code as a cell of the host would. */
    interface Host {
        Object eval(String code) throws Exception;
    }

    private static volatile Object taken;

    private final Host host;

    Guest(Host host) {
        this.host = host;
    }

    /** The magics there are, from wherever our jars were loaded. */
    static List<Magic> magics() {
        return ServiceLoader.load(Magic.class, Guest.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
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

    /** Runs a magic as our own kernel would: with {@code --help} and {@code --as NAME}. */
    Object run(Magic magic, List<String> arguments) throws Exception {
        if (arguments.contains("--help")) {
            System.out.println(magic.help()); // the hosts do not show what a lone magic returns
            return magic.help();
        }
        var words = new ArrayList<>(arguments);
        int as = words.indexOf("--as");
        if (as < 0) {
            return magic.run(words, this);
        }
        var name = as + 1 < words.size() ? words.get(as + 1) : "no name";
        if (!name.matches("[A-Za-z_$][\\w$]*")) {
            throw BadInput.of("--as", name, "the name of a variable", "%" + magic.name() + " ... --as result");
        }
        words.subList(as, as + 2).clear();
        var value = magic.run(words, this);
        taken = value;
        var type = magic.type().getCanonicalName();
        host.eval(type + " " + name + " = (" + type + ") org.striate.kernel.hosts.Guest.taken();");
        return value;
    }

    /** A cell magic's arguments may go on over the lines below. */
    static List<String> words(List<String> arguments, String body) {
        var words = new ArrayList<>(arguments);
        body.lines()
                .flatMap(line -> Stream.of(line.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    /** The value that a magic named last; for the line that gives it its name. */
    public static Object taken() {
        var value = taken;
        taken = null;
        return value;
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
    public Optional<Object> value(String expression) {
        try {
            return Optional.ofNullable(host.eval(expression));
        } catch (Exception e) { // hosts throw what they like where a name is unknown
            return Optional.empty();
        }
    }
}
