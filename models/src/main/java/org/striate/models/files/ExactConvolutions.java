package org.striate.models.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of an archive's code, in float64 where the engine gets them wrong in float32: those of one group whose channels
 * are no multiple of 16. A function of our own takes their place; it leaves all others alone.
 */
final class ExactConvolutions {

    private static final String CALL = "__torch__.striate_probe.conv2d(";

    /** What the code may leave out at the end. */
    private static final List<String> DEFAULTS = List.of("", "", "None", "[1, 1]", "[0, 0]", "[1, 1]", "1");

    /** ScalarType 6 is float32, 7 is float64. */
    static final String FUNCTION = """
            def conv2d(x: Tensor,
                weight: Tensor,
                bias: Optional[Tensor],
                stride: List[int],
                padding: List[int],
                dilation: List[int],
                groups: int) -> Tensor:
              ins = torch.size(weight, 1)
              outs = torch.size(weight, 0)
              odd = torch.__and__(torch.gt(ins, 3), torch.ne(torch.remainder(ins, 16), 0))
              if torch.__and__(torch.eq(groups, 1), torch.__or__(odd, torch.ne(torch.remainder(outs, 16), 0))):
                none = annotate(Optional[Tensor], None)
                exact = torch.conv2d(torch.to(x, 7), torch.to(weight, 7), none, stride, padding, dilation, groups)
                sums = torch.to(exact, 6)
                if torch.__is__(bias, None):
                  out = sums
                else:
                  summand = unchecked_cast(Tensor, bias)
                  out = torch.add(sums, torch.reshape(summand, [1, -1, 1, 1]))
              else:
                out = torch.conv2d(x, weight, bias, stride, padding, dilation, groups)
              return out
            """;

    private ExactConvolutions() {}

    static String of(String code) {
        return replaced(replaced(code, "torch.conv2d(", false), "torch._convolution(", true);
    }

    private static String replaced(String code, String name, boolean general) {
        var result = new StringBuilder();
        int at = 0;
        for (int found = code.indexOf(name); found >= 0; found = code.indexOf(name, at)) {
            int open = found + name.length();
            int close = end(code, open);
            result.append(code, at, found);
            var arguments = arguments(replaced(code.substring(open, close), name, general));
            result.append(general ? general(name, arguments) : plain(name, arguments));
            at = close + 1;
        }
        return result.append(code, at, code.length()).toString();
    }

    private static String plain(String name, List<String> arguments) {
        if (arguments.size() > 4 && !arguments.get(4).startsWith("[")) {
            return name + String.join(", ", arguments) + ")"; // padding in words
        }
        var all = new ArrayList<>(arguments);
        all.addAll(DEFAULTS.subList(arguments.size(), DEFAULTS.size()));
        return CALL + String.join(", ", all) + ")";
    }

    /** {@code x, weight, bias, stride, padding, dilation, transposed, output padding, groups, ..} */
    private static String general(String name, List<String> arguments) {
        boolean twoDimensional = arguments.size() > 8 && arguments.get(3).matches("\\[[^,\\]]+, [^,\\]]+]");
        if (!twoDimensional || !arguments.get(6).equals("False")) {
            return name + String.join(", ", arguments) + ")";
        }
        return CALL + String.join(", ", arguments.subList(0, 6)) + ", " + arguments.get(8) + ")";
    }

    /** The place of the bracket that closes the one before {@code from}. */
    private static int end(String code, int from) {
        int depth = 0;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == ')' && depth == 0) {
                return i;
            }
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        }
        return code.length() - 1;
    }

    private static List<String> arguments(String text) {
        var found = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        var last = text.substring(from).strip();
        if (!last.isEmpty()) {
            found.add(last);
        }
        return found;
    }
}
