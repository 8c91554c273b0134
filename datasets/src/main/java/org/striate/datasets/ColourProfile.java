package org.striate.datasets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The colour profile in a JPEG file, by which the JDK would convert the samples; Pillow and torchvision leave them alone. */
final class ColourProfile {

    private static final byte[] TITLE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private ColourProfile() {}

    /** A JPEG file without the parts of its profile; any other bytes as they are. */
    static byte[] removed(byte[] content) {
        var kept = new ByteArrayOutputStream(content.length);
        int at = 2;
        int done = 0;
        boolean isJpeg = content.length > 2 && (content[0] & 255) == 0xff && (content[1] & 255) == 0xd8;
        while (isJpeg && at + 4 < content.length && (content[at] & 255) == 0xff && (content[at + 1] & 255) != 0xda) {
            int next = at + 2 + ((content[at + 2] & 255) << 8 | content[at + 3] & 255);
            if ((content[at + 1] & 255) == 0xe2 && next <= content.length && isProfile(content, at + 4, next)) {
                kept.write(content, done, at - done);
                done = next;
            }
            at = next;
        }
        if (done == 0) {
            return content;
        }
        kept.write(content, done, content.length - done);
        return kept.toByteArray();
    }

    private static boolean isProfile(byte[] content, int from, int to) {
        return to - from >= TITLE.length && Arrays.equals(content, from, from + TITLE.length, TITLE, 0, TITLE.length);
    }
}
