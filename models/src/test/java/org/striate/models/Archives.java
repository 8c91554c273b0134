package org.striate.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of TorchScript as {@code torch.jit.save} lays them out, written by hand: one module without submodules or weights. */
final class Archives {

    private Archives() {}

    /** @param body what {@code forward(x)} does */
    static Path write(Path file, String body) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("data.pkl", "\u0080\u0002c__torch__\nNet\n)\u0081}(X\b\0\0\0training\u0089ub.");
        parts.put("code/__torch__.py", """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Net,
                    x: Tensor) -> Tensor:
                    %s
                """.formatted(body));
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
