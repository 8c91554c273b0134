package org.striate.models.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.striate.core.BadInput;

/**
 * The code of a TorchScript archive, made to tell. Every method of a module gets a twin with a few more arguments; where the
 * method calls a submodule, the twin calls the submodule's twin, and a twin of {@code forward} hands its tensor to a function
 * that notes the module's path, keeps a copy where one is wanted (later modules may overwrite the tensor), and puts another
 * tensor in its place where there is a lesion. The network's own {@code forward} is then
 *
 * <pre>{@code forward(x, wanted: List[int], lesions: Dict[str, Tensor]) -> Tuple[List[str], List[Tensor]] }</pre>
 *
 * <p>with the calls counted from 0, so that {@code wanted} are numbers of calls and the result is all paths in the order of
 * their calls, and the wanted tensors. Weights, operations and their order stay as they were.
 *
 * @param files entry name to code
 * @param classes class name to the class names of its submodules, by attribute
 */
public record ProbedCode(Map<String, String> files, Map<String, Map<String, String>> classes) {

    private static final String TWIN = "__probed";
    private static final String PROBE_ARGUMENTS = "names__p, outs__p, wanted__p, lesions__p";
    private static final String PROBE_PARAMETERS =
            "path__p: str, names__p: List[str], outs__p: List[Tensor], wanted__p: List[int], lesions__p: Dict[str, Tensor]";

    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)\\(Module\\):\n((?:(?:  .*)?\n)*+)");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?m)^  (?:__annotations__\\[\"([^\"]+)\"\\] =|(\\w+) :) (__torch__\\.[\\w.]+)$");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^  def (\\w+)\\((\\w+): ([\\w.]+)(,?)((?:.|\n)*?)\\) -> (.*):\n((?:    .*\n|\n)*+)");
    private static final Pattern MODULE =
            Pattern.compile("(?m)^ *(\\w+) = (?:(\\w+)\\.(\\w+)|getattr\\((\\w+), \"([^\"]+)\"\\))$");
    private static final Pattern CALL = Pattern.compile("\\((\\w+)\\)\\.(\\w+)\\((\\)?)");
    private static final Pattern RETURN = Pattern.compile("(?m)^( *)return (.*)$");

    private static final String RECORD = """
            def record(out: Tensor,
                path: str,
                names: List[str],
                outs: List[Tensor],
                wanted: List[int],
                lesions: Dict[str, Tensor]) -> Tensor:
              call = torch.len(names)
              names.append(path)
              key = str(call)
              left = out
              if key + ".scale" in lesions:
                flat = torch.flatten(out, 1)
                moved = torch.index_select(flat, 1, lesions[key + ".source"])
                scale = lesions[key + ".scale"]
                shift = lesions[key + ".shift"]
                changed = torch.add(torch.mul(moved, scale), shift)
                left = torch.reshape(torch.where(torch.eq(scale, 0), shift, changed), torch.size(out))
              else:
                pass
              if call in wanted:
                outs.append(torch.clone(left))
              else:
                pass
              return left
            """;

    /** @param exact whether some convolutions must leave the engine's usual way; see {@link ExactConvolutions} */
    static ProbedCode of(TorchScript archive, Path file, boolean exact) {
        var classes = new HashMap<String, Map<String, String>>();
        archive.code().forEach((name, text) -> {
            var matcher = CLASS.matcher(text);
            while (matcher.find()) {
                classes.put(module(archive, name) + "." + matcher.group(1), attributes(matcher.group(2)));
            }
        });
        classes.values().forEach(attributes -> attributes.values().removeIf(type -> !classes.containsKey(type)));
        if (!classes.containsKey(archive.root())) {
            throw BadInput.of(
                    file.toString(),
                    "no code of its class " + archive.root(),
                    "an archive of TorchScript with its code",
                    "Write it again in Python: torch.jit.script(net.eval()).save(\"net.pt\")");
        }
        var files = new LinkedHashMap<String, String>();
        archive.code().forEach((name, text) -> {
            var module = module(archive, name);
            files.put(
                    name,
                    replace(
                            CLASS,
                            text,
                            found -> probedClass(
                                    found, classes.get(module + "." + found.group(1)), classes, archive.root())));
        });
        if (exact) {
            files.replaceAll((name, text) -> ExactConvolutions.of(text));
        }
        files.put(
                archive.folder() + "code/__torch__/striate_probe.py",
                RECORD + (exact ? ExactConvolutions.FUNCTION : ""));
        return new ProbedCode(files, classes);
    }

    /** {@code code/__torch__/torch/nn/modules/conv.py} is the module {@code __torch__.torch.nn.modules.conv}. */
    private static String module(TorchScript archive, String entry) {
        var path = entry.substring((archive.folder() + "code/").length(), entry.length() - ".py".length());
        return path.replace('/', '.');
    }

    private static Map<String, String> attributes(String body) {
        var attributes = new LinkedHashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(body);
        while (matcher.find()) {
            attributes.put(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), matcher.group(3));
        }
        return attributes;
    }

    private static String probedClass(
            Matcher found, Map<String, String> attributes, Map<String, Map<String, String>> classes, String root) {
        var twins = new StringBuilder();
        var entry = new StringBuilder();
        var body = found.group(2);
        var matcher = METHOD.matcher(body);
        while (matcher.find()) {
            twins.append(twin(matcher, attributes, classes));
            if (matcher.group(1).equals("forward") && matcher.group(3).equals(root)) {
                entry.append(entry(matcher));
                body = body.replaceFirst("(?m)^  def forward\\(", "  def forward__plain(");
            }
        }
        return "class " + found.group(1) + "(Module):\n" + body + twins + entry;
    }

    private static String entry(Matcher forward) {
        return "  def forward(self: " + forward.group(3) + ",\n    x__p: Tensor, wanted__p: List[int],"
                + " lesions__p: Dict[str, Tensor]) -> Tuple[List[str], List[Tensor]]:\n"
                + "    names__p = annotate(List[str], [])\n"
                + "    outs__p = annotate(List[Tensor], [])\n"
                + "    out__p = (self).forward" + TWIN + "(\"\", " + PROBE_ARGUMENTS + ", x__p, )\n"
                + "    return (names__p, outs__p)\n";
    }

    private static String twin(
            Matcher method, Map<String, String> attributes, Map<String, Map<String, String>> classes) {
        var name = method.group(1);
        var self = method.group(2);
        var paths = new HashMap<String, String>(Map.of(self, ""));
        var types = new HashMap<String, Map<String, String>>(Map.of(self, attributes));
        var body = method.group(7);
        var modules = MODULE.matcher(body);
        while (modules.find()) {
            var owner = modules.group(2) == null ? modules.group(4) : modules.group(2);
            var attribute = modules.group(3) == null ? modules.group(5) : modules.group(3);
            var type = types.getOrDefault(owner, Map.of()).get(attribute);
            if (type != null) {
                paths.put(modules.group(1), paths.get(owner) + attribute + ".");
                types.put(modules.group(1), classes.get(type));
            }
        }
        body = replace(
                CALL,
                body,
                call -> paths.containsKey(call.group(1))
                        ? "(" + call.group(1) + ")." + call.group(2) + TWIN + "(path__p + \"" + paths.get(call.group(1))
                                + "\", " + PROBE_ARGUMENTS + (call.group(3).isEmpty() ? ", " : ")")
                        : call.group());
        if (name.matches("forward[_\\d]*") && method.group(6).equals("Tensor")) {
            body = replace(
                    RETURN,
                    body,
                    end -> end.group(1) + "return __torch__.striate_probe.record(" + end.group(2) + ", path__p, "
                            + PROBE_ARGUMENTS + ", )");
        }
        return "  def " + name + TWIN + "(" + self + ": " + method.group(3) + ",\n    " + PROBE_PARAMETERS
                + method.group(4) + method.group(5) + ") -> " + method.group(6) + ":\n" + body;
    }

    private static String replace(Pattern pattern, String text, java.util.function.Function<Matcher, String> by) {
        var matcher = pattern.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(by.apply(matcher)));
        }
        return matcher.appendTail(result).toString();
    }
}
