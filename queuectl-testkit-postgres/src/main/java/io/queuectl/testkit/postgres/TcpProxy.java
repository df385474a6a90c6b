package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the loopback address that passes bytes on and can do harm: cut connections, all or at a certain statement, hold every
 * byte back, refuse new connections, and lead to another server. It understands PostgreSQL unencrypted. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private final Supplier<Conversation> conversations;
    private final int port;
    private final Queue<Gate> abandoned = new ConcurrentLinkedQueue<>();
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicReference<@Nullable Cut> armed = new AtomicReference<>();
    private final AtomicReference<@Nullable Traffic> traffic = new AtomicReference<>();
    private volatile Gate gate = new Gate();
    private volatile InetSocketAddress target;

    /** Absent while connections are refused. Guarded by this. */
    private @Nullable Listener listener;

    private record Listener(ServerSocket socket, Thread acceptor) {}

    private TcpProxy(InetSocketAddress target, Supplier<Conversation> conversations) {
        this.target = target;
        this.conversations = conversations;
        this.port = Ports.free();
    }

    /** In front of a PostgreSQL server. */
    public static TcpProxy to(Address postgres) {
        return opened(new TcpProxy(socket(postgres), PostgresConversation::new));
    }

    /** In front of any server: what arrives together is a statement. */
    static TcpProxy toAnything(InetSocketAddress server) {
        return opened(new TcpProxy(server, PlainConversation::new));
    }

    private static TcpProxy opened(TcpProxy proxy) {
        proxy.admit();
        return proxy;
    }

    /** The way to a database through this proxy, unencrypted. */
    public Address address(Address database) {
        return database.at(InetAddress.getLoopbackAddress().getHostAddress(), port)
                .with("sslmode", "disable");
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Connections accepted since it was made. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that go through it now. */
    public int open() {
        return relays.size();
    }

    /** Leads connections that are made from now on to another server. */
    public void redirect(Address otherPostgres) {
        redirect(socket(otherPostgres));
    }

    void redirect(InetSocketAddress other) {
        target = other;
    }

    private static InetSocketAddress socket(Address server) {
        return new InetSocketAddress(server.host(), server.port());
    }

    /** Resets every connection. */
    public void cutAll() {
        relays.forEach(Relay::reset);
    }

    /** Cuts, once, the connection that brings such a statement next. It takes the place of a cut that still waits. */
    public Cut cutAt(Predicate<String> statement, Cut.Point point) {
        return cutAt(statement, point, 0);
    }

    /** The same after that many such statements have passed. */
    public Cut cutAt(Predicate<String> statement, Cut.Point point, int toPass) {
        Cut cut = new Cut(statement, point, toPass);
        armed.set(cut);
        return cut;
    }

    /** Counts such statements from now on, and no others that were asked for before. */
    public Traffic count(Predicate<String> statement) {
        Traffic counting = new Traffic(statement);
        traffic.set(counting);
        return counting;
    }

    /**
     * Holds back every byte in both directions, as a network that loses every packet; connections stay, and new ones are made but
     * get no answer.
     */
    public void freeze() {
        gate.shut();
    }

    /** Lets the bytes that were held back pass, late. For a hole that swallows them, {@link #cutAll} before. */
    public void thaw() {
        gate.open();
    }

    /** Holds back the bytes of all present connections for good, as a peer that vanished; those that are made from now on pass. */
    public void abandon() {
        gate.shut();
        abandoned.add(gate);
        gate = new Gate();
    }

    /** Refuses new connections; those that exist stay. */
    public synchronized void refuse() {
        Listener closing = listener;
        listener = null;
        try {
            if (closing != null) {
                closing.socket.close();
                // The system lets connections in for as long as somebody accepts.
                closing.acceptor.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the proxy stopped listening", e);
        }
    }

    /** Accepts new connections again. */
    public synchronized void admit() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = Ports.listen(port);
            listener = new Listener(socket, start("accept", () -> accept(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** Cuts everything and stops listening. */
    @Override
    public void close() {
        refuse();
        cutAll();
        thaw();
        abandoned.forEach(Gate::open);
    }

    private void accept(ServerSocket on) {
        try {
            while (true) {
                relay(on.accept());
            }
        } catch (IOException closed) {
            // refuse() or close().
        }
    }

    private void relay(Socket client) {
        accepted.incrementAndGet();
        Socket server;
        try {
            server = new Socket(target.getAddress(), target.getPort());
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException nobodyThere) {
            Relay.reset(client);
            return;
        }
        Relay relay = new Relay(client, server, conversations.get(), gate, armed, traffic);
        relays.add(relay);
        start("up", () -> {
            relay.carryUp();
            relays.remove(relay);
        });
        start("down", relay::carryDown);
    }

    private static Thread start(String role, Runnable loop) {
        Thread thread = new Thread(loop, "tcp-proxy-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
