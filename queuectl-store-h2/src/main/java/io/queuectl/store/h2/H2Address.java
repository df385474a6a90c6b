package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;

/**
 * Where a database of H2 is that queuectl connects to by itself.
 *
 * @param url without user and password
 * @param location for messages
 * @param file the database's file, or {@code null} where it is in memory or behind a server
 */
record H2Address(
        String url,
        String user,
        String password,
        String location,
        @Nullable Path file) implements H2Connector {

    private static final String SUFFIX = ".mv.db";

    /**
     * No trace file beside the database. Closing it when the JVM shuts down is left to whoever opened it, so that a worker can finish what it runs;
     * only the automatic server wants to do that itself.
     */
    private static final String QUIET = ";TRACE_LEVEL_FILE=0";

    private static final String CLOSED_BY_US = ";DB_CLOSE_ON_EXIT=FALSE";

    static H2Address file(Path path) {
        return file(path, new H2Url(path.toString(), Map.of()));
    }

    /** With a user who is known there. */
    static H2Address file(Path path, String user, String password) {
        return file(path, new H2Url(path.toString(), Map.of("USER", user, "PASSWORD", password)));
    }

    /** H2's names of databases leave {@value #SUFFIX} out; with it is right as well. */
    private static H2Address file(Path path, H2Url url) {
        String name = path.toAbsolutePath().normalize().toString();
        String base = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (base.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "H2 cannot have a database in " + base + ": a semicolon ends the path in its URLs");
        }
        UninterruptedPath.register();
        return new H2Address(
                H2Url.SCHEME
                        + UninterruptedPath.PREFIX
                        + base
                        + url.settings()
                        + QUIET
                        + (url.isAutoServer() ? "" : CLOSED_BY_US),
                url.user(),
                url.password(),
                base + SUFFIX,
                Path.of(base + SUFFIX));
    }

    static H2Address memory(String name) {
        if (name.isBlank() || name.indexOf(';') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a database in memory");
        }
        String location = H2Url.SCHEME + "mem:" + name;
        return new H2Address(location, "sa", "", location, null);
    }

    /** In memory, for whoever has this address. */
    static H2Address ownMemory() {
        return memory("queuectl-" + UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if it is not a URL to be allowed */
    static H2Address parse(String text) {
        H2Url url = H2Url.parse(text);
        if (url.isRemote()) {
            String location = H2Url.SCHEME + url.target();
            return new H2Address(location + url.settings(), url.user(), url.password(), location, null);
        }
        return file(Path.of(url.target().replaceFirst("^~(?=/|$)", System.getProperty("user.home"))), url);
    }

    @Override
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return Driver.load().connect(url, properties);
    }

    /** Whether several processes share the file, one of them serving it to the others. */
    boolean isShared() {
        return url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
    }

    /** Without creating it and, where no server is at work, without writing to it. */
    H2Address toRead() {
        boolean alone = file != null && !isShared();
        String settings = url.contains(";IFEXISTS=") ? "" : ";IFEXISTS=TRUE";
        return new H2Address(url + settings + (alone ? ";ACCESS_MODE_DATA=r" : ""), user, password, location, file);
    }

    /** Without letting others in, and only if nobody else is. */
    H2Address alone() {
        return new H2Address(url.replaceAll("(?i);AUTO_SERVER=[A-Z]+", ""), user, password, location, file);
    }

    /**
     * A database of the same name and settings in another folder.
     *
     * @throws IllegalStateException if this one has no file
     */
    H2Address in(Path folder) {
        if (file == null) {
            throw new IllegalStateException("the database " + location + " is no file");
        }
        String base = location.substring(0, location.length() - SUFFIX.length());
        Path other = folder.resolve(file.getFileName());
        String otherBase = other.toString().substring(0, other.toString().length() - SUFFIX.length());
        return new H2Address(url.replace(base, otherBase), user, password, other.toString(), other);
    }

    /** Whether there is something to open. Never opens the file: closing it again would drop the lock that H2 may hold in this process. */
    boolean exists() {
        if (file == null) {
            return true;
        }
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return !found.isRegularFile() || found.size() > 0;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Whatever keeps us from looking is told when it is opened.
            return true;
        }
    }

    StoreException refusal(Reason reason, String why) {
        return StoreException.of(reason, "cannot open the database " + location + ": " + why, null);
    }
}
