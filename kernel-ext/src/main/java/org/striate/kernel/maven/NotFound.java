package org.striate.kernel.maven;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.striate.core.BadInput;

/** Says why something could not be had: offline, no connection, damaged on the way, or not there. */
final class NotFound {

    private NotFound() {}

    static BadInput of(String what, RepositoryException problem, List<RemoteRepository> asked, UserSettings settings) {
        var places = asked.stream()
                .map(each -> each.getId() + " (" + each.getUrl() + ")")
                .collect(Collectors.joining(", "));
        var local = settings.localRepository();
        var broken = all(problem)
                .filter(each -> each instanceof ArtifactTransferException)
                .filter(each -> !(each instanceof ArtifactNotFoundException))
                .map(ArtifactTransferException.class::cast)
                .findFirst();
        var transfer = broken.or(() -> cause(problem, ArtifactNotFoundException.class));
        var missing = transfer.map(each -> each.getArtifact().toString()).orElse(what);
        if (settings.offline()
                || cause(problem, RepositoryOfflineException.class).isPresent()) {
            return BadInput.of(
                    "%maven " + what,
                    missing + " is not in " + local + ", and Maven's settings say offline",
                    "a copy there or a connection",
                    "Remove <offline> from " + local.resolveSibling("settings.xml"));
        }
        if (cause(problem, ChecksumFailureException.class).isPresent()) {
            return BadInput.of(
                    "%maven " + what,
                    missing + " arrived damaged from " + places,
                    "what its checksum says",
                    "Try again; if it stays so, name another repository: %mavenRepo name https://...");
        }
        if (broken.isPresent()) {
            return BadInput.of(
                    "%maven " + what,
                    missing + " was asked of " + places + ", which cannot be reached (" + root(broken.get()) + ")",
                    "a connection, or a copy in " + local,
                    "Check the network; a proxy or a mirror is set in " + local.resolveSibling("settings.xml"));
        }
        return transfer.isPresent()
                ? BadInput.of(
                        "%maven " + what,
                        missing + " is not in " + places,
                        "coordinates that are there",
                        "Check group, artifact and version at https://central.sonatype.com, or name the repository"
                                + " that has it: %mavenRepo name https://...")
                : BadInput.of(
                        "%maven " + what,
                        root(problem),
                        "coordinates that can be resolved",
                        "Try it without its dependencies: %jars file.jar");
    }

    private static String root(Throwable problem) {
        var last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        var text = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return last.getClass().getSimpleName() + ": " + text;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable problem, Class<T> type) {
        return all(problem).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The resolver keeps what went wrong in its results; the cause is only one of them. */
    private static Stream<Throwable> all(Throwable problem) {
        Stream<? extends Throwable> reasons = Stream.empty();
        if (problem instanceof ArtifactResolutionException e && e.getResults() != null) {
            reasons = e.getResults().stream().flatMap(each -> each.getExceptions().stream());
        } else if (problem instanceof DependencyCollectionException e && e.getResult() != null) {
            reasons = e.getResult().getExceptions().stream();
        }
        return Stream.of(
                        Stream.of(problem),
                        reasons.filter(each -> each != problem).flatMap(NotFound::all),
                        Stream.ofNullable(problem.getCause()).flatMap(NotFound::all))
                .flatMap(each -> each);
    }
}
