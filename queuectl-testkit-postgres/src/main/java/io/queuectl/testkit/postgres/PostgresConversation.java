package io.queuectl.testkit.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client of PostgreSQL says, unencrypted: a message is a type, a length that counts itself, and the rest; those before the session
 * have no type. A statement is executed by a Query, or by a Bind of what an earlier Parse of the same name prepared. Source:
 * PostgreSQL manual, "Message Formats".
 */
final class PostgresConversation implements Conversation {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final Map<String, String> prepared = new HashMap<>();
    private boolean inSession;

    @Override
    public byte @Nullable [] next(InputStream client) throws IOException {
        int head = inSession ? 5 : 4;
        byte[] start = client.readNBytes(head);
        if (start.length == 0) {
            return null;
        }
        int rest = ByteBuffer.wrap(whole(start, head), head - 4, 4).getInt() - 4;
        byte[] body = whole(client.readNBytes(rest), rest);
        byte[] message = ByteBuffer.allocate(head + rest).put(start).put(body).array();
        if (!inSession) {
            int code = ByteBuffer.wrap(body).getInt();
            inSession = code != SSL_REQUEST && code != GSS_REQUEST;
            return message;
        }
        if (message[0] == 'P') {
            ByteBuffer parse = ByteBuffer.wrap(body);
            prepared.put(text(parse), text(parse));
        }
        return message;
    }

    private static byte[] whole(byte[] read, int wanted) throws EOFException {
        if (read.length < wanted) {
            throw new EOFException("the client hung up in the middle of a message");
        }
        return read;
    }

    @Override
    public @Nullable String statement(byte[] message) {
        ByteBuffer body = ByteBuffer.wrap(message).position(Math.min(5, message.length));
        return switch (message[0]) {
            case 'Q' -> text(body);
            case 'B' -> {
                text(body);
                yield prepared.get(text(body));
            }
            default -> null;
        };
    }

    @Override
    public boolean wantsAnswer(byte[] message) {
        return message[0] == 'Q' || message[0] == 'S';
    }

    /** Up to the zero byte that ends it. */
    private static String text(ByteBuffer from) {
        int length = 0;
        while (from.get(from.position() + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        from.get(text).get();
        return new String(text, StandardCharsets.UTF_8);
    }
}
