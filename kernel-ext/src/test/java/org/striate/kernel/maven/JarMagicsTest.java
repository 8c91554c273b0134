package org.striate.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.magics.CellMagic;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** A repository of three libraries is made in a folder; the user's settings point to it. */
class JarMagicsTest {

    private static final Variables NONE = new Variables() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Optional<Object> value(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> type(String expression) {
            return Optional.empty();
        }

        @Override
        public List<String> making(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public Object evaluate(String java) {
            throw new UnsupportedOperationException(java);
        }
    };

    @TempDir
    private Path folder;

    private Path remote;

    @BeforeEach
    void makeRepository() throws Exception {
        remote = folder.resolve("remote");
        publish("leaf", "1.0", "", "package leaf; public class Leaf { public static int one() { return 1; } }");
        publish("leaf", "2.0", "", "package leaf; public class Leaf { public static int one() { return 2; } }");
        publish("middle", "1.0", dependency("leaf", "1.0", "compile"), "package middle; public class Middle {}");
        publish("top", "1.0", dependency("middle", "1.0", "compile"), "package top; public class Top {}");
        settings("");
    }

    private void settings(String inner) throws IOException {
        Files.createDirectories(folder.resolve(".m2"));
        var mirror = "<mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>" + remote.toUri()
                + "</url></mirror></mirrors>";
        Files.writeString(folder.resolve(".m2/settings.xml"), "<settings>" + inner + mirror + "</settings>");
    }

    private Repositories repositories() {
        return new Repositories(UserSettings.of(folder));
    }

    private static String dependency(String artifact, String version, String scope) {
        return "<dependency><groupId>test</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version><scope>" + scope + "</scope></dependency>";
    }

    private void publish(String artifact, String version, String dependencies, String source) throws Exception {
        var at =
                Files.createDirectories(remote.resolve("test").resolve(artifact).resolve(version));
        var pom = "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version><dependencies>" + dependencies
                + "</dependencies></project>";
        var name = artifact + "-" + version;
        write(at.resolve(name + ".pom"), pom.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write(at.resolve(name + ".jar"), Files.readAllBytes(jar(name, source)));
    }

    private static void write(Path file, byte[] bytes) throws Exception {
        Files.write(file, bytes);
        var sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        Files.writeString(file.resolveSibling(file.getFileName() + ".sha1"), sha1);
    }

    /** Compiles one class and packs it. */
    private Path jar(String name, String source) throws Exception {
        var type = source.replaceFirst("(?s).*public class (\\w+).*", "$1");
        var file = Files.createDirectories(folder.resolve("src").resolve(name)).resolve(type + ".java");
        Files.writeString(file, source);
        var classes = folder.resolve("classes").resolve(name);
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), file.toString());
        assertThat(status).isZero();
        var jar = Files.createDirectories(folder.resolve("jars")).resolve(name + ".jar");
        Files.deleteIfExists(jar);
        try (var zip = java.nio.file.FileSystems.newFileSystem(
                        URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
                var files = Files.walk(classes)) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                var inside = zip.getPath("/" + classes.relativize(each));
                Files.createDirectories(inside.getParent());
                Files.copy(each, inside);
            }
        }
        return jar;
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    @Test
    void whatALibraryNeedsComesWithIt() {
        assertThat(names(repositories().resolve(List.of("test:top:1.0"), List.of())))
                .containsExactlyInAnyOrder("top-1.0.jar", "middle-1.0.jar", "leaf-1.0.jar");
        assertThat(folder.resolve(".m2/repository/test/leaf/1.0/leaf-1.0.jar")).exists();
    }

    @Test
    void theNearestVersionWinsAsInMaven() {
        assertThat(names(repositories().resolve(List.of("test:top:1.0", "test:leaf:2.0"), List.of())))
                .contains("leaf-2.0.jar")
                .doesNotContain("leaf-1.0.jar");
    }

    @Test
    void ivysCoordinatesAreUnderstoodToo() {
        assertThat(names(repositories().resolve(List.of("test#leaf;1.0"), List.of())))
                .containsExactly("leaf-1.0.jar");
    }

    @Test
    void offlineFindsWhatIsHereAndSaysWhatIsNot() throws IOException {
        repositories().resolve(List.of("test:leaf:1.0"), List.of());
        settings("<offline>true</offline>");
        var offline = repositories();
        assertThat(names(offline.resolve(List.of("test:leaf:1.0"), List.of()))).containsExactly("leaf-1.0.jar");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> offline.resolve(List.of("test:top:1.0"), List.of()))
                .withMessageContaining("test:top:")
                .withMessageContaining("offline")
                .withMessageContaining("settings.xml");
    }

    @Test
    void whatNoRepositoryHasIsSaidWithTheirNames() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> repositories().resolve(List.of("test:nothing:1.0"), List.of()))
                .withMessageContaining("test:nothing:jar:1.0 is not in here (file:")
                .withMessageContaining("%mavenRepo");
    }

    @Test
    void aHostThatIsNotThereIsSaidToBeUnreachable() {
        var repositories = repositories();
        repositories.add("gone", "http://127.0.0.1:1/maven2");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> repositories.resolve(List.of("test:leaf:1.0"), List.of("gone")))
                .withMessageContaining("gone (http://127.0.0.1:1/maven2), which cannot be reached")
                .withMessageContaining("proxy");
    }

    @Test
    void aDamagedJarIsRefused() throws IOException {
        Files.write(remote.resolve("test/leaf/1.0/leaf-1.0.jar"), new byte[] {1, 2, 3});
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> repositories().resolve(List.of("test:leaf:1.0"), List.of()))
                .withMessageContaining("arrived damaged");
    }

    @Test
    void anInterruptEndsAWaitForASilentHost() throws Exception {
        var asked = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> asked.countDown()); // and never answers
        server.start();
        try {
            var repositories = repositories();
            repositories.add("silent", "http://127.0.0.1:" + server.getAddress().getPort());
            var cell = Thread.currentThread();
            var user = new Thread(() -> {
                try {
                    asked.await();
                    cell.interrupt();
                } catch (InterruptedException e) {
                    cell.interrupt();
                }
            });
            user.start();
            assertThatExceptionOfType(Progress.Interrupted.class)
                    .isThrownBy(() -> repositories.resolve(List.of("test:leaf:1.0"), List.of("silent")));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPomsParentScopesAndBareDependenciesAreHeeded() throws IOException {
        var parent = "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>parent</artifactId>"
                + "<version>1</version><packaging>pom</packaging><dependencyManagement><dependencies>"
                + dependency("leaf", "2.0", "compile") + "</dependencies></dependencyManagement></project>";
        var child = "<project><modelVersion>4.0.0</modelVersion><parent><groupId>test</groupId>"
                + "<artifactId>parent</artifactId><version>1</version></parent><artifactId>child</artifactId><dependencies>"
                + "<dependency><groupId>test</groupId><artifactId>leaf</artifactId></dependency>"
                + dependency("middle", "1.0", "test") + "</dependencies></project>";
        Files.writeString(folder.resolve("pom.xml"), parent);
        var file = Files.createDirectories(folder.resolve("child")).resolve("pom.xml");
        Files.writeString(file, child);
        assertThat(names(repositories().resolve(Pom.of(file), Set.of()))).containsExactly("leaf-2.0.jar");
        assertThat(names(repositories().resolve(Pom.of(file), Set.of("test"))))
                .containsExactlyInAnyOrder("middle-1.0.jar", "leaf-2.0.jar");
        var bare = dependency("top", "1.0", "compile");
        assertThat(repositories().resolve(Pom.ofText(bare), Set.of())).hasSize(3);
    }

    @Test
    void anotherVersionOfWhatIsHereIsLeftOut() throws Exception {
        var added = new ArrayList<Path>();
        var jars = new SessionJars(added::add);
        var one = jar("leaf-1.0", "package leaf; public class Leaf {}");
        var two = jar("leaf-2.0", "package leaf; public class Leaf {}");
        jars.add(List.of(one));
        assertThat(jars.add(List.of(two, one)).here()).isEqualTo(2);
        assertThat(added).containsExactly(one);
        var kernels = jar("assertj-1.0", "package org.assertj.core.api; public class Assertions {}");
        assertThat(jars.add(List.of(kernels)).jars()).isEmpty();
    }

    @Test
    void aJarThatBringsAPackageOfItsOwnIsAdded() throws Exception {
        var added = new ArrayList<Path>();
        var jars = new SessionJars(added::add);
        jars.add(List.of(jar("leaf-1.0", "package leaf; public class Leaf {}")));
        jar("fat-1.0", "package leaf; public class Leaf {}");
        jar("fat-1.0", "package org.assertj.core.api; public class Assertions {}");
        var fat = jar("fat-1.0", "package own; public class Own {}");
        assertThat(jars.add(List.of(fat)).jars()).containsExactly(fat);
        assertThat(added).contains(fat);
    }

    private Magic magic(String name, List<Path> added) {
        return JarMagics.of(added::add).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void jarsAndClassPathTakePatternsAndFolders() throws Exception {
        var jar = jar("alone-1.0", "package alone; public class Alone {}");
        var added = new ArrayList<Path>();
        magic("jars", added).run(List.of(jar.getParent() + "/alone*.jar"), NONE);
        magic("jars", added).run(List.of(folder + "/**/alone-*.jar"), NONE);
        magic("classpath", added).run(List.of(folder + "/classes/alone-1.0"), NONE);
        assertThat(added).contains(jar, folder.resolve("classes/alone-1.0"));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> magic("jars", added).run(List.of(folder + "/no*.jar"), NONE))
                .withMessageContaining("names no file");
        assertThat(magic("jars", added).complete(List.of(folder + "/jars/al"), NONE))
                .containsExactly(jar.toString());
    }

    @Test
    void everyMagicHasHelpAndRefusesNothing() {
        for (var magic : JarMagics.of(path -> {})) {
            assertThat(magic.help().toString()).startsWith("Usage: %" + magic.name());
            assertThatExceptionOfType(BadInput.class).as(magic.name()).isThrownBy(() -> magic.run(List.of(), NONE));
        }
        assertThat(magic("loadFromPOM", new ArrayList<>())).isInstanceOf(CellMagic.class);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> magic("mavenRepo", new ArrayList<>()).run(List.of("a", "http://example.org"), NONE))
                .withMessageContaining("https://example.org");
    }

    @Test
    void settingsThatAreNoXmlAreNamed() throws IOException {
        Files.writeString(folder.resolve(".m2/settings.xml"), "<settings><mirrors></settings>");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> UserSettings.of(folder))
                .withMessageContaining("settings.xml");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Pom.ofText("<project><dependencies>"))
                .withMessageContaining("the cell's POM");
    }
}
