package org.striate.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of TorchScript as {@code torch.jit.save} lays them out, written by hand: modules without weights. */
final class Archives {

    private static final String CLASS = """
            class %s(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;
    private static final String FORWARD = """
              def forward(%s: __torch__.%s,
                x: Tensor) -> Tensor:
                %s
            """;
    private static final String EVALUATING = "X\b\0\0\0training\u0089";

    private Archives() {}

    /** @param body what {@code forward(x)} does */
    static Path write(Path file, String body) throws IOException {
        return write(file, net(EVALUATING), CLASS.formatted("Net") + FORWARD.formatted("self", "Net", body));
    }

    /** The same without {@code net.eval()} before. */
    static Path learning(Path file, String body) throws IOException {
        return write(
                file,
                net("X\b\0\0\0trainingq\1\u0088"),
                CLASS.formatted("Net") + FORWARD.formatted("self", "Net", body));
    }

    /**
     * A submodule {@code output} that halves.
     *
     * @param self what {@code forward} calls its module
     * @param body what the network does with {@code half}
     */
    static Path nested(Path file, String self, String body) throws IOException {
        var code = CLASS.formatted("Half")
                + FORWARD.formatted(self, "Half", "return torch.mul(x, 0.5)")
                + CLASS.formatted("Net")
                + "  output : __torch__.Half\n"
                + FORWARD.formatted(
                        self, "Net", "output = " + self + ".output\n    half = (output).forward(x, )\n    " + body);
        var half = "X\6\0\0\0outputc__torch__\nHalf\n)\u0081}(" + EVALUATING + "ub";
        return write(file, net(EVALUATING + half), code);
    }

    private static String net(String attributes) {
        return "\u0080\u0002c__torch__\nNet\n)\u0081}(" + attributes + "ub.";
    }

    private static Path write(Path file, String pickle, String code) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("data.pkl", pickle);
        parts.put("code/__torch__.py", code);
        parts.put("constants.pkl", "\u0080\u0002).");
        parts.put("version", "3\n");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry("net/" + part.getKey()));
                out.write(part.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }
}
