/** Payloads in JSON: see {@link io.queuectl.jackson}. */
module io.queuectl.jackson {
    requires com.fasterxml.jackson.annotation;
    requires transitive io.queuectl.api;
    requires static transitive org.jspecify;
    requires transitive tools.jackson.core;
    requires transitive tools.jackson.databind;

    exports io.queuectl.jackson;
}
