package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes as they come: whatever arrives together is a message, a statement, and wants an answer. */
final class PlainConversation implements Conversation {

    private final byte[] buffer = new byte[8192];

    @Override
    public byte @Nullable [] next(InputStream client) throws IOException {
        int count = client.read(buffer);
        return count < 0 ? null : Arrays.copyOf(buffer, count);
    }

    @Override
    public String statement(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    @Override
    public boolean wantsAnswer(byte[] message) {
        return true;
    }
}
