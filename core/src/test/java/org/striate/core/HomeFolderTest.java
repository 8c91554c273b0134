package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HomeFolderTest {

    /** A user that the system has no entry of. */
    @Test
    void userWithoutAHomeIsToldHowToNameOne() {
        var before = System.getProperty("user.home");
        try {
            assertThat(HomeFolder.path()).isEqualTo(Path.of(before));
            System.setProperty("user.home", "?");
            assertThatThrownBy(HomeFolder::path)
                    .isInstanceOf(BadInput.class)
                    .hasMessage("home folder: \"?\", this user has none; expected a folder."
                            + " Name one by the environment variable HOME, or by java -Duser.home=FOLDER.");
        } finally {
            System.setProperty("user.home", before);
        }
    }
}
