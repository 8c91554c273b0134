package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;

/** What the kernel says of itself. */
final class KernelInfo {

    private KernelInfo() {}

    static JsonObject reply() {
        var version = Optional.ofNullable(KernelInfo.class.getPackage().getImplementationVersion())
                .orElse("development");
        var info = new JsonObject();
        info.addProperty("status", "ok");
        info.addProperty("protocol_version", JupyterMessage.PROTOCOL);
        info.addProperty("implementation", "striate");
        info.addProperty("implementation_version", version);
        var language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", System.getProperty("java.version"));
        language.addProperty("mimetype", "text/x-java");
        language.addProperty("file_extension", ".jshell");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "text/x-java");
        language.addProperty("nbconvert_exporter", "script");
        info.add("language_info", language);
        info.addProperty("banner", "Striate " + version + ", Java " + System.getProperty("java.version"));
        info.addProperty("debugger", false);
        info.add("help_links", new JsonArray());
        info.add("supported_features", new JsonArray());
        return info;
    }
}
