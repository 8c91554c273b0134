package org.striate.core;

import java.nio.file.Path;

/** The user's home folder. */
public final class HomeFolder {

    private HomeFolder() {}

    /** @throws BadInput if Java knows of none, as of a user whom the system does not list */
    public static Path path() {
        var home = System.getProperty("user.home");
        if (home.isBlank() || home.equals("?")) {
            throw BadInput.of(
                    "home folder",
                    "\"" + home + "\", this user has none",
                    "a folder",
                    "Name one by the environment variable HOME, or by java -Duser.home=FOLDER");
        }
        return Path.of(home);
    }
}
