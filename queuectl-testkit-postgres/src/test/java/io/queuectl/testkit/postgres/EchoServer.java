package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that says back what it is told, and remembers it. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** What it was told and nobody asked for yet. */
    BlockingQueue<String> heard() {
        return heard;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                daemon(() -> echo(client));
            }
        } catch (IOException closed) {
            // close().
        }
    }

    private void echo(Socket client) {
        byte[] buffer = new byte[1000];
        try (client;
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                heard.add(new String(buffer, 0, count, StandardCharsets.UTF_8));
                out.write(buffer, 0, count);
            }
        } catch (IOException cut) {
            // The client is gone.
        }
    }

    private static void daemon(Runnable loop) {
        Thread thread = new Thread(loop);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
