package io.queuectl.store.sql;

import io.queuectl.core.spi.Examination.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be seen of a database's file from outside: who may read and write it, where it is, and how much room is left. Never opens it. */
public final class FileLook {

    /** Less than this is soon gone. */
    private static final long LITTLE = 256L << 20;

    private FileLook() {}

    public static List<Finding> at(Path file) {
        List<Finding> findings = new ArrayList<>();
        try {
            modes(file, findings);
            room(file, findings);
        } catch (IOException | UnsupportedOperationException e) {
            findings.add(Finding.info("file-not-seen", "owner, mode and room of " + file + " cannot be seen"));
        }
        return findings;
    }

    /**
     * Whether somebody else may have put a link there to have another file taken for the database, or a database made where they like: a symbolic link in a folder that everybody
     * may write.
     */
    public static boolean isPlanted(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return Files.isSymbolicLink(file)
                    && folder != null
                    && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void modes(Path file, List<Finding> findings) throws IOException {
        PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> mode = found.permissions();
        String shown = file + " is " + PosixFilePermissions.toString(mode) + " of "
                + found.owner().getName();
        if (mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.GROUP_WRITE)) {
            findings.add(Finding.error(
                    "file-mode",
                    shown + ": whoever may write it may have commands run as the worker's user",
                    "chmod 600 " + file));
        } else if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.GROUP_READ)) {
            findings.add(Finding.warning(
                    "file-mode", shown + ": others may read commands, payloads and output", "chmod 600 " + file));
        }
        String self = System.getProperty("user.name");
        if (!found.owner().getName().equals(self)) {
            findings.add(Finding.warning(
                    "file-owner",
                    shown + ", and this is " + self,
                    "run queuectl as the user that the file belongs to"));
        }
        folder(file, findings);
    }

    private static void folder(Path file, List<Finding> findings) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            findings.add(Finding.warning(
                    "folder-mode",
                    folder + " can be written by everybody, who can put another file in the place of the database",
                    "keep the database in a folder of your own: mkdir -m 700"));
        }
    }

    private static void room(Path file, List<Finding> findings) throws IOException {
        FileStore store = Files.getFileStore(file);
        long free = store.getUsableSpace();
        String shown = (free >> 20) + " MiB are free where " + file + " is";
        findings.add(
                free < Math.max(LITTLE, Files.size(file) / 10)
                        ? Finding.warning("little-room", shown, "make room, or purge: queuectl purge --older-than 7d")
                        : Finding.info("room", shown));
    }
}
