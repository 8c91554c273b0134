package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleArchiveTest {

    @Test
    void archiveIsStaleWhereAJarIsNewerOrThereIsNone(@TempDir Path folder) throws Exception {
        var archive = folder.resolve("classes.jsa");
        assertThat(StaleArchive.isStale(archive)).isFalse();
        var jar = Files.createFile(Files.createDirectory(folder.resolve("lib")).resolve("a.jar"));
        assertThat(StaleArchive.isStale(archive)).isTrue();
        Files.createFile(archive);
        Files.setLastModifiedTime(archive, FileTime.fromMillis(2_000_000));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        assertThat(StaleArchive.isStale(archive)).isFalse();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(3_000_000));
        assertThat(StaleArchive.isStale(archive)).isTrue();
    }
}
