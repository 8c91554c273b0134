package org.striate.models.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.striate.core.BadInput;

/**
 * Archives that {@code torch.jit.save} wrote: weights, and code in a subset of Python. {@link #probed} writes another archive
 * with the same weights, whose code also says what every submodule returned; see {@link ProbedCode}.
 */
public final class TorchScript {

    /** Operations that touch files. */
    private static final Pattern FILES =
            Pattern.compile("\\b(aten\\.save|torch\\.save|from_file|read_file|write_file|torch\\.load)\\b");

    /**
     * What a trace keeps of a network that learns: units drop out, each batch is normalised by itself. In a script the mode is a
     * variable.
     */
    private static final Pattern LEARNING =
            Pattern.compile("\\btorch\\.(?:\\w*dropout_?\\(.*, (?!0\\.?0*,)[\\d.e-]+, True\\)"
                    + "|batch_norm\\(.*(?:, (?!None)[\\w.]+){2}, True, [^,()]+, [^,()]+, \\w+\\))");

    /** The mode of the network itself, the first in the pickle. */
    private static final Pattern MODE =
            Pattern.compile("X\b\0\0\0training(?:q.|r.{4})?([\u0088\u0089])", Pattern.DOTALL);

    private static final int START_OF_PICKLE = 1 << 16;
    private static final int LONGEST_CODE = 64 << 20;

    private final Path file;
    private final String folder;
    private final String root;
    private final Map<String, String> code;

    private TorchScript(Path file, String folder, String root, Map<String, String> code) {
        this.file = file;
        this.folder = folder;
        this.root = root;
        this.code = code;
    }

    /**
     * Reads an archive's code.
     *
     * @throws BadInput if the file is no such archive, its code reads or writes files, or the network was traced as it learns
     */
    public static TorchScript load(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            var constants = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("([^/]+/)?constants\\.pkl"))
                    .findFirst()
                    .orElseThrow(() -> damaged(file, "a zip without TorchScript's constants.pkl"));
            var folder = constants.substring(0, constants.length() - "constants.pkl".length());
            var code = new LinkedHashMap<String, String>();
            for (var entry : java.util.Collections.list(zip.entries())) {
                if (entry.getName().startsWith(folder + "code/")
                        && entry.getName().endsWith(".py")) {
                    var text = text(file, zip, entry);
                    if (FILES.matcher(text).find()) {
                        throw damaged(file, "code that reads or writes files");
                    }
                    code.put(entry.getName(), text);
                }
            }
            var pickle = pickle(file, zip, folder);
            requireAnswers(file, pickle, code);
            return new TorchScript(file, folder, root(file, pickle), code);
        } catch (IOException e) {
            throw damaged(file, "no archive (" + e.getMessage() + ")");
        }
    }

    private static String text(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes(LONGEST_CODE);
            if (bytes.length == LONGEST_CODE) {
                throw damaged(file, "code of over " + (LONGEST_CODE >> 20) + " MB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The start of the pickle of the network's attributes. */
    private static String pickle(Path file, ZipFile zip, String folder) throws IOException {
        var entry = zip.getEntry(folder + "data.pkl");
        if (entry == null) {
            throw damaged(file, "without data.pkl");
        }
        try (var in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(START_OF_PICKLE), StandardCharsets.ISO_8859_1);
        }
    }

    /** The class of the network: the first name in the pickle. */
    private static String root(Path file, String pickle) {
        var name =
                Pattern.compile("^\u0080.c([\\w.]+)\n(\\w+)\n", Pattern.DOTALL).matcher(pickle);
        if (!name.find()) {
            throw damaged(file, "with a data.pkl of another kind");
        }
        return name.group(1) + "." + name.group(2);
    }

    private static void requireAnswers(Path file, String pickle, Map<String, String> code) {
        var mode = MODE.matcher(pickle);
        if (!mode.find() || mode.group(1).equals("\u0089")) {
            return; // what is random in it is meant to be
        }
        for (var text : code.values()) {
            var learning = LEARNING.matcher(text);
            if (learning.find()) {
                throw BadInput.of(
                        file.toString(),
                        "traced as it learns (" + learning.group() + ")",
                        "a network that answers an image in one way, whatever the batch",
                        "Trace it as it answers: torch.jit.trace(net.eval(), image).save(\"net.pt\")");
            }
        }
    }

    private static BadInput damaged(Path file, String wrong) {
        return BadInput.of(
                file.toString(),
                wrong,
                "an archive of TorchScript",
                "Write one in Python: torch.jit.script(net.eval()).save(\"net.pt\")");
    }

    /** The network's class, such as {@code __torch__.torchvision.models.resnet.ResNet}. */
    public String root() {
        return root;
    }

    /** The code of every file of the archive, by name. */
    Map<String, String> code() {
        return code;
    }

    /** The part of an entry's name in front of {@code code/}. */
    String folder() {
        return folder;
    }

    /**
     * Writes the archive with code that probes; see {@link ProbedCode}.
     *
     * @param target overwritten
     * @param exact whether the engine gets some convolutions wrong, so that they must be computed in float64
     */
    public ProbedCode probed(Path target, boolean exact) {
        var probed = ProbedCode.of(this, file, exact);
        try (var zip = new ZipFile(file.toFile());
                var out = new ZipOutputStream(new Written(target))) {
            out.setMethod(ZipOutputStream.STORED);
            for (var entry : java.util.Collections.list(zip.entries())) {
                boolean code = entry.getName().startsWith(folder + "code/");
                if (!code && !entry.isDirectory()) {
                    copy(zip, entry, out);
                }
            }
            for (var source : probed.files().entrySet()) {
                var bytes = source.getValue().getBytes(StandardCharsets.UTF_8);
                var crc = new CRC32();
                crc.update(bytes);
                begin(out, source.getKey(), bytes.length, crc.getValue());
                out.write(bytes);
            }
        } catch (IOException e) {
            throw damaged(file, "not readable (" + e.getMessage() + ")");
        }
        return probed;
    }

    /** What cannot be written is no fault of the archive. */
    private static final class Written extends FilterOutputStream {
        private final Path target;

        Written(Path target) throws IOException {
            super(Files.newOutputStream(target));
            this.target = target;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                throw BadInput.of(
                        "temporary folder " + target.toAbsolutePath().getParent(),
                        "no room for a copy of the archive (" + e.getMessage() + ")",
                        "room for its weights",
                        "Name another folder when Java starts: -Djava.io.tmpdir=/scratch");
            }
        }
    }

    private static void begin(OutputStream out, String name, long size, long crc) throws IOException {
        var entry = new ZipEntry(name);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc);
        ((ZipOutputStream) out).putNextEntry(entry);
    }

    private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out) throws IOException {
        begin(out, entry.getName(), entry.getSize(), entry.getCrc());
        try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
        }
    }
}
