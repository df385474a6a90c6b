package io.queuectl.benchmarks.node;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A Redis of its own for one round, on this host only, gone at its close. */
final class RedisServer implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Process process;
    private final Path folder;
    private final int port;

    private RedisServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Returns when it takes connections.
     *
     * @param synced whether each write is in a synced file before it is acknowledged; nothing is kept otherwise
     */
    static RedisServer start(boolean synced) throws IOException {
        Path folder = Files.createTempDirectory("queuectl-redis-");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString(), "--save", ""));
        command.addAll(List.of("--maxmemory-policy", "noeviction"));
        command.addAll(
                synced ? List.of("--appendonly", "yes", "--appendfsync", "always") : List.of("--appendonly", "no"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        RedisServer server = new RedisServer(process, folder, port);
        server.awaitConnections();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnections() throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!isConnected()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                close();
                throw new IOException("redis-server takes no connections on port " + port);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean isConnected() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (SocketException refused) {
            // It is not there yet; the caller asks again for a while.
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
