/** An application on the module path that names little more than its code does. */
module mail {
    requires io.queuectl.core;
    requires io.queuectl.store.h2;
    requires io.leangen.geantyref; // of Jdbi, which has no descriptor to say so

    uses io.queuectl.core.spi.StoreProvider;
}
