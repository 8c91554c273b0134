package org.striate.datasets;

import java.util.Locale;
import org.striate.core.BadInput;

/** Says beforehand that something will not fit, instead of failing half way. */
final class Memory {

    /** Bytes of the longest array of bytes. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Memory() {}

    /** @throws BadInput if so many bytes are more than one array or this process may hold */
    static void require(String subject, long bytes, String mend) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes < 0 || bytes / 8 > LONGEST || bytes > most) {
            throw BadInput.of(
                    subject,
                    String.format(Locale.ROOT, "%.1f GB in memory", bytes / 1e9),
                    String.format(Locale.ROOT, "at most %.1f GB in one piece", Math.min(most, 8L << 31) / 1e9),
                    mend);
        }
    }

    /**
     * @param where such bytes are held as one array: {@code an archive}
     * @throws BadInput if so many are more than that, or than this process may hold
     */
    static void requireBytes(String subject, long bytes, String where, String mend) {
        if (bytes > LONGEST) {
            throw BadInput.of(
                    subject,
                    String.format(Locale.ROOT, "%.1f GB", bytes / 1e9),
                    String.format(Locale.ROOT, "at most %.1f GB in %s", LONGEST / 1e9, where),
                    mend);
        }
        require(subject, bytes, mend);
    }
}
