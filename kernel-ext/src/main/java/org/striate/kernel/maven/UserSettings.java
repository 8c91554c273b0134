package org.striate.kernel.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.striate.core.BadInput;

/** What the user's own Maven is told in {@code ~/.m2/settings.xml}: holds here too. */
final class UserSettings {

    private static final RepositoryPolicy CHECKED =
            new RepositoryPolicy(true, RepositoryPolicy.UPDATE_POLICY_DAILY, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    private static final RepositoryPolicy NEVER =
            new RepositoryPolicy(false, RepositoryPolicy.UPDATE_POLICY_DAILY, RepositoryPolicy.CHECKSUM_POLICY_FAIL);

    private final Settings settings;

    private UserSettings(Settings settings) {
        this.settings = settings;
    }

    /** @param home the folder that holds {@code .m2} */
    static UserSettings of(Path home) {
        var file = home.resolve(".m2").resolve("settings.xml");
        var request = new DefaultSettingsBuildingRequest()
                .setUserSettingsFile(file.toFile())
                .setSystemProperties(properties());
        Optional.ofNullable(System.getenv("MAVEN_HOME"))
                .map(maven -> Path.of(maven, "conf", "settings.xml").toFile())
                .ifPresent(request::setGlobalSettingsFile);
        try {
            var settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
            if (settings.getLocalRepository() == null) {
                settings.setLocalRepository(
                        home.resolve(".m2").resolve("repository").toString());
            }
            return new UserSettings(settings);
        } catch (SettingsBuildingException e) {
            throw BadInput.of(
                    "Maven's settings " + file,
                    "cannot be read (" + e.getProblems().get(0).getMessage() + ")",
                    "what Maven reads",
                    "Mend the file, or move it away");
        }
    }

    private static Properties properties() {
        var properties = new Properties();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        System.getenv().forEach((name, value) -> properties.put("env." + name, value));
        return properties;
    }

    Path localRepository() {
        return Path.of(System.getProperty("maven.repo.local", settings.getLocalRepository()));
    }

    boolean offline() {
        return settings.isOffline();
    }

    /** Mirrors, proxies, passwords and whether to stay offline. */
    void apply(DefaultRepositorySystemSession session) {
        var mirrors = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(each -> mirrors.add(
                        each.getId(),
                        each.getUrl(),
                        each.getLayout(),
                        false,
                        each.isBlocked(),
                        each.getMirrorOf(),
                        each.getMirrorOfLayouts()));
        var proxies = new DefaultProxySelector();
        settings.getProxies().stream()
                .filter(each -> each.isActive())
                .forEach(each -> proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                each.getProtocol(),
                                each.getHost(),
                                each.getPort(),
                                new AuthenticationBuilder()
                                        .addUsername(each.getUsername())
                                        .addPassword(each.getPassword())
                                        .build()),
                        each.getNonProxyHosts()));
        var passwords = new DefaultAuthenticationSelector();
        settings.getServers()
                .forEach(each -> passwords.add(
                        each.getId(),
                        new AuthenticationBuilder()
                                .addUsername(each.getUsername())
                                .addPassword(each.getPassword())
                                .addPrivateKey(each.getPrivateKey(), each.getPassphrase())
                                .build()));
        session.setMirrorSelector(mirrors)
                .setProxySelector(proxies)
                .setAuthenticationSelector(passwords)
                .setOffline(settings.isOffline());
    }

    /** Maven Central, and the repositories of the active profiles. */
    List<RemoteRepository> repositories() {
        var found = new ArrayList<RemoteRepository>();
        var active = new LinkedHashSet<>(settings.getActiveProfiles());
        for (var profile : settings.getProfiles()) {
            boolean byDefault =
                    profile.getActivation() != null && profile.getActivation().isActiveByDefault();
            if (byDefault || active.contains(profile.getId())) {
                profile.getRepositories().forEach(each -> found.add(remote(each.getId(), each.getUrl())));
            }
        }
        if (found.stream().noneMatch(each -> each.getId().equals("central"))) {
            found.add(new RemoteRepository.Builder("central", "default", "https://repo.maven.apache.org/maven2")
                    .setReleasePolicy(CHECKED)
                    .setSnapshotPolicy(NEVER)
                    .build());
        }
        return found;
    }

    /** A repository of releases and snapshots; what it sends is held against its checksums. */
    static RemoteRepository remote(String name, String url) {
        return new RemoteRepository.Builder(name, "default", url)
                .setPolicy(CHECKED)
                .build();
    }
}
