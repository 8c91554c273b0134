package org.striate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.striate.kernel.JupyterMessage;

class CellOutputsTest {

    private static JupyterMessage printed(String name, String text) {
        var content = new JsonObject();
        content.addProperty("name", name);
        content.addProperty("text", text);
        return JupyterMessage.of("stream", "s", content);
    }

    /** Each message that was joined with all before it took 300 MB. */
    @Test
    void textsOfManyMessagesAreJoinedOnce() {
        var outputs = new CellOutputs();
        outputs.begin();
        var message = printed("stdout", "x".repeat(99) + "\n");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2000; i++) {
            outputs.take(message);
        }
        assertThat(outputs.outputs().get(0).getAsJsonObject().getAsJsonArray("text"))
                .hasSize(2000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void textGoesOnAfterItWasLookedAt() {
        var outputs = new CellOutputs();
        outputs.begin();
        outputs.take(printed("stdout", "a"));
        assertThat(outputs.outputs().toString()).contains("\"text\":[\"a\"]");
        outputs.take(printed("stdout", "b\nc"));
        outputs.take(printed("stderr", "d"));
        outputs.take(printed("stdout", "e"));
        assertThat(outputs.outputs()).hasSize(3);
        assertThat(outputs.outputs().toString())
                .contains("\"text\":[\"ab\\n\",\"c\"]", "\"text\":[\"d\"]", "\"text\":[\"e\"]");
        outputs.begin();
        outputs.take(printed("stdout", "f"));
        assertThat(outputs.outputs().toString()).contains("\"text\":[\"f\"]").doesNotContain("e\"]");
    }
}
