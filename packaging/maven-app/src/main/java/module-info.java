/** An application on the module path. */
module shop {
    requires io.queuectl.core;
    requires io.queuectl.jackson;
    requires io.queuectl.store.sqlite;
    requires io.leangen.geantyref; // of Jdbi, which has no descriptor to say so

    opens shop to
            tools.jackson.databind;
}
