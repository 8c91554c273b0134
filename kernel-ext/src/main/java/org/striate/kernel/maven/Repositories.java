package org.striate.kernel.maven;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.ScopeDependencyFilter;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/** Finds jars and all that they need in Maven's repositories, as Maven itself does: it is Maven's own resolver. */
final class Repositories {

    private static final Set<String> USUAL = Set.of(JavaScopes.COMPILE, JavaScopes.RUNTIME);

    private final UserSettings settings;
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final Map<String, RemoteRepository> remotes = new LinkedHashMap<>();

    Repositories(UserSettings settings) {
        this.settings = settings;
        settings.repositories().forEach(each -> remotes.put(each.getId(), each));
    }

    /** Asks this repository too from now on. */
    void add(String name, String url) {
        remotes.put(name, UserSettings.remote(name, url));
    }

    List<String> names() {
        return List.copyOf(remotes.keySet());
    }

    /**
     * The jars of all coordinates and of what they need; where two of them need one library in two versions, the nearest
     * wins.
     *
     * @param coordinates {@code group:artifact[:extension[:classifier]]:version}
     * @param from names of the repositories to ask; all where empty
     */
    List<Path> resolve(List<String> coordinates, List<String> from) {
        var dependencies = coordinates.stream()
                .map(each -> new Dependency(artifact(each), JavaScopes.COMPILE))
                .toList();
        var asked = remotes(from);
        return attempt(
                String.join(" ", coordinates),
                asked,
                (session, repositories) -> files(session, new CollectRequest(dependencies, List.of(), repositories)));
    }

    /**
     * The jars that a project needs.
     *
     * @param scopes of its dependencies; compile and runtime where empty
     */
    List<Path> resolve(Pom pom, Set<String> scopes) {
        var asked = remotes(List.of());
        return attempt(pom.name(), asked, (session, repositories) -> {
            session.setWorkspaceReader(pom);
            var lenient = session.getArtifactDescriptorPolicy();
            session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
            var project = system.readArtifactDescriptor(
                    session, new ArtifactDescriptorRequest(pom.artifact(), repositories, ""));
            session.setArtifactDescriptorPolicy(lenient);
            var own = system.newResolutionRepositories(session, project.getRepositories());
            var wanted = scopes.isEmpty() ? USUAL : scopes;
            var direct = project.getDependencies().stream()
                    .filter(each -> wanted.contains(each.getScope()))
                    .map(each -> each.setScope(JavaScopes.COMPILE).setOptional(false))
                    .toList();
            return files(session, new CollectRequest(direct, project.getManagedDependencies(), own));
        });
    }

    private static Artifact artifact(String coordinates) {
        var colons = coordinates.replaceFirst("^([^#;]+)#([^#;]+);(.+)$", "$1:$2:$3"); // Ivy's way, which IJava takes
        try {
            return new DefaultArtifact(colons);
        } catch (IllegalArgumentException e) {
            throw BadInput.of(
                    "%maven",
                    "\"" + coordinates + "\"", "group:artifact:version", "%maven com.google.code.gson:gson:2.13.2");
        }
    }

    private List<RemoteRepository> remotes(List<String> names) {
        for (var name : names) {
            if (!remotes.containsKey(name)) {
                throw BadInput.unknown(
                        "repository", name, "this session", remotes.keySet(), String.join(", ", names()));
            }
        }
        return remotes.values().stream()
                .filter(each -> names.isEmpty() || names.contains(each.getId()))
                .toList();
    }

    private List<Path> files(DefaultRepositorySystemSession session, CollectRequest request)
            throws RepositoryException {
        DependencyFilter filter = new ScopeDependencyFilter(USUAL, Set.of());
        var found = system.resolveDependencies(session, new DependencyRequest(request, filter));
        return found.getArtifactResults().stream()
                .map(each -> each.getArtifact())
                .filter(each -> each.getExtension().equals("jar"))
                .map(each -> each.getFile().toPath())
                .distinct()
                .toList();
    }

    /** What is done with a session of the resolver. */
    private interface Work {
        List<Path> in(DefaultRepositorySystemSession session, List<RemoteRepository> repositories)
                throws RepositoryException;
    }

    /** On a thread of its own, since the resolver does not answer to interrupts while it waits for a host. */
    private List<Path> attempt(String what, List<RemoteRepository> asked, Work work) {
        var transfers = new Transfers();
        var session = session(transfers);
        var effective = system.newResolutionRepositories(session, asked); // with mirrors in their place
        var task = new FutureTask<>(() -> work.in(session, effective));
        var thread = new Thread(task, "maven");
        thread.setDaemon(true);
        thread.start();
        try (var progress = Progress.of("getting " + what, 1)) {
            return await(task, transfers, progress);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RepositoryException problem) {
                throw NotFound.of(what, problem, effective, settings);
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            transfers.cancel();
        }
    }

    private static List<Path> await(FutureTask<List<Path>> task, Transfers transfers, Progress progress)
            throws ExecutionException {
        while (true) {
            try {
                var found = task.get(100, TimeUnit.MILLISECONDS);
                progress.step(found.size() + (found.size() == 1 ? " jar" : " jars"));
                return found;
            } catch (TimeoutException e) {
                progress.step(0, transfers.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                progress.step(0, ""); // throws what ends the cell
            }
        }
    }

    private DefaultRepositorySystemSession session(Transfers transfers) {
        var session = MavenRepositorySystemUtils.newSession();
        settings.apply(session);
        session.setSystemProperties(System.getProperties());
        session.setTransferListener(transfers);
        // What was missing a minute ago may be there now: the user looks for it at this moment.
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(
                session, new LocalRepository(settings.localRepository().toFile())));
        return session;
    }
}
