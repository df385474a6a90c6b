package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** How a client's bytes on one connection fall into messages, and what they ask for. Used by one thread. */
interface Conversation {

    /** The next message, or {@code null} at the end. */
    byte @Nullable [] next(InputStream client) throws IOException;

    /** What the message has executed, or {@code null}. */
    @Nullable
    String statement(byte[] message);

    /** Whether the server answers after this message. */
    boolean wantsAnswer(byte[] message);
}
