package io.queuectl.testkit.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: a thread for each direction, until one side ends or somebody cuts. */
final class Relay {

    private final Socket client;
    private final Socket server;
    private final Conversation conversation;
    private final Gate gate;
    private final AtomicReference<@Nullable Cut> armed;
    private final AtomicReference<@Nullable Traffic> traffic;

    /** Whether a counted statement waits for its answer. Confined to the thread that carries up. */
    private boolean asked;

    /** Set before the statement goes out whose answer must not come back. Written by the thread that carries up. */
    private volatile @Nullable Cut unanswered;

    Relay(
            Socket client,
            Socket server,
            Conversation conversation,
            Gate gate,
            AtomicReference<@Nullable Cut> armed,
            AtomicReference<@Nullable Traffic> traffic) {
        this.client = client;
        this.server = server;
        this.conversation = conversation;
        this.gate = gate;
        this.armed = armed;
        this.traffic = traffic;
    }

    /** Carries what the client says, until it ends. */
    void carryUp() {
        try (OutputStream out = new BufferedOutputStream(server.getOutputStream());
                InputStream in = new BufferedInputStream(client.getInputStream())) {
            for (byte[] message = conversation.next(in); message != null; message = conversation.next(in)) {
                gate.pass();
                count(message);
                Cut met = cutAt(message);
                if (met != null && met.point() == Cut.Point.UNSENT) {
                    cut(met);
                    return;
                }
                unanswered = met == null ? unanswered : met;
                out.write(message);
                if (in.available() == 0) {
                    out.flush();
                }
                Cut cut = unanswered;
                if (cut != null && cut.point() == Cut.Point.SENT && conversation.wantsAnswer(message)) {
                    out.flush();
                    cut(cut);
                    return;
                }
            }
        } catch (IOException over) {
            // One of the two hung up; so does the other now.
        } finally {
            close();
        }
    }

    /** Carries what the server says, until it ends. */
    void carryDown() {
        byte[] buffer = new byte[8192];
        try (InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                gate.pass();
                Cut cut = unanswered;
                if (cut != null) {
                    cut(cut);
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException over) {
            // One of the two hung up; so does the other now.
        } finally {
            close();
        }
    }

    private void count(byte[] message) {
        Traffic counting = traffic.get();
        if (counting == null) {
            return;
        }
        String statement = conversation.statement(message);
        if (statement != null && counting.isCounted(statement)) {
            counting.statement();
            asked = true;
        }
        // The driver sends BEGIN along with what follows and waits for both at once.
        boolean waits = statement == null || !statement.startsWith("BEGIN");
        if (asked && waits && conversation.wantsAnswer(message)) {
            counting.roundTrip();
            asked = false;
        }
    }

    private @Nullable Cut cutAt(byte[] message) {
        Cut cut = armed.get();
        if (cut == null) {
            return null;
        }
        String statement = conversation.statement(message);
        return statement != null && cut.isAt(statement) && armed.compareAndSet(cut, null) ? cut : null;
    }

    /** The server reads what was sent before the end; the client gets a reset. */
    private void cut(Cut cut) {
        reset(client);
        close();
        cut.done();
    }

    /** Resets both connections. */
    void reset() {
        reset(client);
        reset(server);
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // It is closed already.
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
