/** What an application holds in its hands: see {@link io.queuectl.api}. */
module io.queuectl.api {
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports io.queuectl.api;
    exports io.queuectl.api.schedule;
}
