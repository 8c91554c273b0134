package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void makesItsFolder() {
        var file = folder.resolve("Übung/größe.txt");
        WholeFile.write(file, out -> out.write('x'));
        assertThat(file).hasContent("x");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void fileIsAsReadableAsAnyOther() throws IOException {
        var plain = Files.writeString(folder.resolve("plain"), "x");
        var whole = folder.resolve("whole");
        WholeFile.write(whole, out -> out.write('x'));
        assertThat(Files.getPosixFilePermissions(whole)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void failureLeavesTheOldFileAndNothingElse() throws IOException {
        var file = Files.writeString(folder.resolve("kept.txt"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("half".getBytes());
                    throw new IOException("disk full");
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("kept.txt")
                .hasMessageContaining("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void nameMayBeAsLongAsTheFileSystemTakes() {
        var file = folder.resolve("n".repeat(250) + ".txt");
        WholeFile.write(file, out -> out.write('x'));
        assertThat(file).hasContent("x");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void linkStaysALink() throws IOException {
        var file =
                Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("file"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        WholeFile.write(link, out -> out.write('x'));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("x");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pipeIsNoFile() throws Exception {
        var pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        assertThatThrownBy(() -> WholeFile.write(link, out -> out.write('x')))
                .isInstanceOf(BadInput.class)
                .hasMessage("file " + link + ": cannot be written (a folder or a device); expected a file."
                        + " Choose another path.");
        assertThat(pipe).exists().isNot(new Condition<>(Files::isRegularFile, "a file"));
    }

    @Test
    void rootIsNoFile() {
        assertThatThrownBy(() -> WholeFile.write(folder.getRoot(), out -> out.write('x')))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("file " + folder.getRoot())
                .hasMessageContaining("expected the name of a file in a folder");
    }

    @Test
    void folderThatIsAFileIsOneSentence() throws IOException {
        var notAFolder = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> WholeFile.write(notAFolder.resolve("inside.txt"), out -> out.write('x')))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("inside.txt");
    }

    /** What cannot be read while a file is written is no fault of that file. */
    @Test
    void otherFilesErrorIsTheirOwn() throws IOException {
        var file = Files.writeString(folder.resolve("kept.txt"), "old");
        var gone = new UncheckedIOException(new NoSuchFileException("picture.png"));
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    throw gone;
                }))
                .isSameAs(gone);
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.close();
                    try {
                        out.write(new byte[100_000]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("kept.txt: cannot be written (ClosedChannelException");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }
}
