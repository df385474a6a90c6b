/** Builds queues out of stores and handlers, and runs them: see {@link io.queuectl.core}. The engine is for nobody to see but the test kit. */
module io.queuectl.core {
    requires transitive io.queuectl.api;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.queuectl.core;
    exports io.queuectl.core.archive;
    exports io.queuectl.core.backoff;
    exports io.queuectl.core.engine to
            io.queuectl.testkit;
    exports io.queuectl.core.spi;
}
