package org.striate.kernel.cells;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;

/**
 * A class of the class path as the compiler reads it.
 *
 * @param path its file without the ending, such as {@code java/util/Map$Entry}
 */
record ClassFile(ClassPath.Part part, String path) implements JavaFileObject {

    /** Its name with points, and with dollars before inner classes. */
    String binaryName() {
        return path.replace('/', '.');
    }

    @Override
    public Kind getKind() {
        return Kind.CLASS;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.CLASS && path.substring(path.lastIndexOf('/') + 1).equals(simpleName);
    }

    @Override
    public NestingKind getNestingKind() {
        return null; // not known, as the interface allows
    }

    @Override
    public Modifier getAccessLevel() {
        return null; // not known, as the interface allows
    }

    @Override
    public URI toUri() {
        return part.uri(getName());
    }

    @Override
    public String getName() {
        return path + Kind.CLASS.extension;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        return new ByteArrayInputStream(part.bytes(getName()));
    }

    @Override
    public Reader openReader(boolean ignoreEncodingErrors) throws IOException {
        return new InputStreamReader(openInputStream(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        throw new UnsupportedOperationException(getName() + " is no text");
    }

    @Override
    public OutputStream openOutputStream() {
        throw new UnsupportedOperationException(getName() + " is only read");
    }

    @Override
    public Writer openWriter() {
        throw new UnsupportedOperationException(getName() + " is only read");
    }

    @Override
    public long getLastModified() {
        return 0; // not known, as the interface allows
    }

    @Override
    public boolean delete() {
        return false;
    }
}
