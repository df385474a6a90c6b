package io.queuectl.core.archive;

import io.queuectl.core.spi.JobArchive;
import io.queuectl.core.spi.JobRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps jobs in a file, a line of JSON each, as {@code queuectl export} writes and {@code queuectl import} reads them. The file is opened anew for each handful, so that it may be
 * moved away in between, written, and synced before the jobs are deleted. Thread-safe.
 *
 * <p>One process writes to a file. What a crash left of a line that was not finished, and whose job is still in the database, is cut off before the next one is written.
 */
public final class NdjsonArchive implements JobArchive {

    private static final Logger LOG = LoggerFactory.getLogger(NdjsonArchive.class);

    private static final int LOOK_BACK = 8_192;

    private final Path file;

    private NdjsonArchive(Path file) {
        this.file = file;
    }

    /** Nothing is created before the first job comes. */
    public static NdjsonArchive at(Path file) {
        return new NdjsonArchive(file);
    }

    @Override
    public synchronized void keep(List<JobRecord> jobs) throws IOException {
        boolean isNew = !Files.exists(file);
        if (isNew) {
            create();
        }
        // Not a channel: an interrupt of the thread would close it in the middle of a write.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = endOfLastLine(out);
            out.setLength(end);
            out.seek(end);
            out.write(lines(jobs));
            out.getFD().sync();
        }
        if (isNew) {
            syncFolder();
        }
    }

    /** For its owner only, as the database is. */
    private void create() throws IOException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException made) {
            // By another process, in between.
            return;
        }
    }

    private static byte[] lines(List<JobRecord> jobs) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JobRecord job : jobs) {
            lines.writeBytes(RecordText.line(job).getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static long endOfLastLine(RandomAccessFile file) throws IOException {
        byte[] some = new byte[LOOK_BACK];
        for (long end = file.length(); end > 0; ) {
            int length = (int) Math.min(end, LOOK_BACK);
            file.seek(end - length);
            file.readFully(some, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (some[i] == '\n') {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }

    /** A file that is new is on disk once its folder is. Not every system lets a folder be opened for that. */
    private void syncFolder() {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException notHere) {
            LOG.debug("event=folder_not_synced folder={}", folder, notHere);
        }
    }
}
