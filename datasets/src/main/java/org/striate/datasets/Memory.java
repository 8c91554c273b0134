package org.striate.datasets;

import java.util.Locale;
import org.striate.core.BadInput;

/** Says beforehand that something will not fit, instead of failing half way. */
final class Memory {

    private Memory() {}

    /** @throws BadInput if so many bytes are more than one array or this process may hold */
    static void require(String subject, long bytes, String mend) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes < 0 || bytes / 8 > Integer.MAX_VALUE - 8 || bytes > most) {
            throw BadInput.of(
                    subject,
                    String.format(Locale.ROOT, "%.1f GB in memory", bytes / 1e9),
                    String.format(Locale.ROOT, "at most %.1f GB in one piece", Math.min(most, 8L << 31) / 1e9),
                    mend);
        }
    }
}
