package io.queuectl.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a file is kept by another computer. SQLite's write-ahead log needs memory that all its processes share, and locks that hold: neither is there between
 * computers, and the second not always on one. Source: "Write-Ahead Logging" and "SQLite Over a Network", sqlite.org.
 */
final class NetworkFolder {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkFolder.class);

    /** As the operating systems call them. */
    private static final Set<String> TYPES = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "afpfs",
            "webdav",
            "ncpfs",
            "9p",
            "ceph",
            "lustre",
            "gpfs",
            "beegfs",
            "glusterfs");

    /** Network file systems that run in user space. */
    private static final Set<String> FUSE = Set.of(
            "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "fuse.ceph", "fuse.smbnetfs");

    private NetworkFolder() {}

    /** A word of warning, for it may go well for years. */
    static void warnOf(Path file) {
        try {
            String type = Files.getFileStore(file).type();
            if (isRemote(type)) {
                LOG.warn(
                        "store=\"{}\" file-system={} event=network-file-system remedy=\"keep the database on a disk of this host, or use PostgreSQL:"
                                + " over a network it can be damaged\"",
                        file,
                        type);
            }
        } catch (IOException e) {
            LOG.debug("store=\"{}\" event=file-system-unknown", file, e);
        }
    }

    /** The kind of file system that keeps it, if another computer does. */
    static Optional<String> of(Path file) {
        try {
            return Optional.of(Files.getFileStore(file).type()).filter(NetworkFolder::isRemote);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean isRemote(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(name) || FUSE.contains(name);
    }
}
