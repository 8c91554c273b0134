package org.striate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs something that a user's machine may lack. Where it is missing the test does not run and the build names
 * it at its end; with {@code CI=true} the absence is a failure.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {

    /** What a test can need. */
    enum What {
        /** The folder of reference inputs and outputs beside the checkout. */
        FIXTURES("../shared/fixtures", "the reference fixtures beside the checkout"),
        /** The folder of small real recordings beside the checkout. */
        REAL_DATA("../shared/real-data", "the real recordings beside the checkout"),
        /** Python's Jupyter client with nbconvert. */
        JUPYTER("jupyter-nbconvert", "Jupyter's nbconvert (Debian: apt-get install jupyter-nbconvert)"),
        /**
         * NumPy, h5py, netCDF4 and SciPy. The fixtures hold what they wrote already, so that even with {@code CI=true} their
         * absence is named, not a failure.
         */
        PYTHON_SCIENCE(
                "import numpy, h5py, netCDF4, scipy",
                "h5py, netCDF4 and SciPy (Debian: apt-get install python3-h5py python3-netcdf4 python3-scipy)"),
        /** PyTorch and torchvision; as with PYTHON_SCIENCE, even in CI their absence is named, not a failure. */
        PYTHON_TORCH(
                "import torch, torchvision", "PyTorch (Debian: apt-get install python3-torch python3-torchvision)"),
        /** Pillow; as with PYTHON_SCIENCE, even in CI its absence is named, not a failure. */
        PYTHON_PILLOW("import numpy, PIL.Image", "Pillow (Debian: apt-get install python3-pil)"),
        /** Chromium and the Jupyter Notebook that it opens. */
        BROWSER(
                "chromium jupyter-notebook",
                "Chromium or Jupyter Notebook (Debian: apt-get install chromium jupyter-notebook)"),
        /** What drives the browser. */
        BROWSER_DRIVER(
                "class com.microsoft.playwright.impl.driver.jar.DriverJar",
                "Playwright's driver (200 MB; ./mvnw verify -Pbrowser brings it)"),
        /** The newest Java we run on; as with PYTHON_SCIENCE, even in CI its absence is named, not a failure. */
        JAVA_25("java 25", "JDK 25 (its home in STRIATE_JAVA25, or below /usr/lib/jvm)"),
        /** A POSIX shell. */
        SHELL("sh", "a POSIX shell");

        final String place;
        final String name;

        What(String place, String name) {
            this.place = place;
            this.name = name;
        }
    }

    What[] value();
}
