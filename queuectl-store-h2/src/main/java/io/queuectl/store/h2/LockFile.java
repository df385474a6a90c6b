package io.queuectl.store.h2;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file by which processes that share a database find the one that serves it. One that a killed process left is taken away at once; H2 by itself looks at it for
 * two seconds to see whether somebody still writes it, and begins again where several do. What keeps two processes from having the database open is not this file but the
 * operating system's lock on the database's own, which ends with its process: this file can be lost without harm, and whoever serves puts it back.
 */
final class LockFile {

    static final String SUFFIX = ".lock.db";

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);

    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CONNECT_MILLIS = 1_000;

    private static final String SERVER = "server";
    private static final String ID = "id";

    /** Of the process that the file names. */
    private enum Server {
        /** None yet: it has just begun to open the database, or was killed at it. */
        UNNAMED,
        LISTENS,
        /** Nobody listens there any more, on this very host. */
        GONE,
        UNKNOWN
    }

    private final Path file;

    LockFile(Path file) {
        this.file = file;
    }

    /**
     * Creates it, as soon as nobody has it who lives.
     *
     * @return whether it was created; {@code false} leaves H2 to its own way with a file that is there
     * @throws DbException that the database is open elsewhere, with the server that H2 is to go to, if a process began to serve it meanwhile
     */
    boolean create(BooleanSupplier create) {
        boolean changed = false;
        for (int tries = 0; tries < TRIES; tries++) {
            if (create.getAsBoolean()) {
                return true;
            }
            String text = text();
            switch (server(text)) {
                case LISTENS -> {
                    if (changed) {
                        throw servedBy(text);
                    }
                    // H2 has asked it just before: it is another program.
                    return false;
                }
                case GONE -> {
                    remove(text);
                    changed = true;
                }
                case UNNAMED -> {
                    changed = true;
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                case UNKNOWN -> {
                    return false;
                }
            }
        }
        return false;
    }

    /**
     * Reads it, unless nobody serves the database any more: then it is taken away and empty. H2 would ask the server that is gone for more than a second.
     *
     * @param open how it is read
     */
    InputStream read(Read open) throws IOException {
        String text = text();
        if (server(text) == Server.GONE) {
            remove(text);
            return InputStream.nullInputStream();
        }
        return open.stream();
    }

    /** Opens a file to read it. */
    interface Read {
        InputStream stream() throws IOException;
    }

    /** Empty if it is not there. */
    private String text() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** If it still is what it was. */
    private void remove(String text) {
        try {
            if (text().equals(text) && Files.deleteIfExists(file)) {
                LOG.debug("event=lock-file-removed file=\"{}\"", file);
            }
        } catch (IOException kept) {
            LOG.debug("event=lock-file-kept file=\"{}\"", file, kept);
        }
    }

    /** As H2 itself says it. */
    private static DbException servedBy(String text) {
        return DbException.get(ErrorCode.DATABASE_ALREADY_OPEN_1, "Server is running")
                .addSQL(property(text, SERVER) + '/' + property(text, ID));
    }

    private static Server server(String text) {
        String server = property(text, SERVER);
        int colon = server.lastIndexOf(':');
        if (colon < 0) {
            return Server.UNNAMED;
        }
        try {
            InetAddress address = InetAddress.getByName(server.substring(0, colon));
            if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return Server.UNKNOWN;
            }
            return listens(new InetSocketAddress(address, Integer.parseInt(server.substring(colon + 1))))
                    ? Server.LISTENS
                    : Server.GONE;
        } catch (IOException | IllegalArgumentException unclear) {
            LOG.debug("event=lock-file-unclear server={}", server, unclear);
            return Server.UNKNOWN;
        }
    }

    /** @throws IOException if that cannot be said: one that is stopped, or has no room, lets callers wait */
    private static boolean listens(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }

    /** Empty if it is not there. */
    private static String property(String text, String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException halfWritten) {
            return "";
        }
        return properties.getProperty(name, "");
    }
}
