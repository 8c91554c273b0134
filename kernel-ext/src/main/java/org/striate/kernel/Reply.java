package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Contents of answers. */
final class Reply {

    private Reply() {}

    static JsonObject ok() {
        return status("ok");
    }

    static JsonObject status(String status) {
        var content = new JsonObject();
        content.addProperty("status", status);
        return content;
    }

    static JsonObject error(String name, String value, List<String> traceback) {
        var content = status("error");
        content.addProperty("ename", name);
        content.addProperty("evalue", value);
        content.add("traceback", array(traceback));
        return content;
    }

    static JsonArray array(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
