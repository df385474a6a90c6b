package io.queuectl.cli.copy;

import io.queuectl.api.Group;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.archive.RecordText;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Ties;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes jobs into a database as they were in another, a handful at a time. A job that waits for one that has not come yet is kept in a file until that one has; what
 * waits for one that never comes goes by its rule. One thread.
 */
public final class Restoring implements AutoCloseable {

    /** Few enough to hold, with the largest payloads, in a small heap; many enough for a commit to cost little. */
    private static final int BATCH = 200;

    private static final long BATCH_BYTES = 4 << 20;

    private final JobStore target;
    private final BiConsumer<JobRecord, Restored> told;
    private final List<JobRecord> batch = new ArrayList<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private Later later = new Later();
    private long bytes;

    /** @param told what became of each job, once that is clear */
    public Restoring(JobStore target, BiConsumer<JobRecord, Restored> told) {
        this.target = target;
        this.told = told;
    }

    /** Those that were put off. */
    private static final class Later {
        final Set<JobId> ids = new HashSet<>();

        @Nullable
        Path file;

        @Nullable
        BufferedWriter writer;

        void add(JobRecord record) throws IOException {
            BufferedWriter to = writer;
            if (to == null) {
                file = Files.createTempFile("queuectl-later-", ".ndjson");
                to = Files.newBufferedWriter(file);
                writer = to;
            }
            to.write(RecordText.line(record));
            to.write('\n');
            ids.add(record.job().id());
        }

        void drop() throws IOException {
            if (writer != null) {
                writer.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Answers whether a handful was written. */
    public boolean accept(JobRecord record) {
        batch.add(record);
        bytes += JobRecords.size(record);
        boolean full = batch.size() == BATCH || bytes >= BATCH_BYTES;
        if (full) {
            flush();
        }
        return full;
    }

    /** Writes what is in hand. */
    public void flush() {
        List<Restored> answers = target.admin().restore(batch);
        for (int i = 0; i < answers.size(); i++) {
            take(batch.get(i), answers.get(i));
        }
        batch.clear();
        bytes = 0;
    }

    private void take(JobRecord record, Restored answer) {
        if (answer.kind() == Restored.Kind.PARENT_MISSING) {
            try {
                later.add(record);
            } catch (IOException full) {
                throw new UncheckedIOException("cannot keep jobs that wait for others until those are there", full);
            }
            return;
        }
        Group group = record.ties().group();
        if (group != null && answer.state() == JobState.BLOCKED) {
            groups.put(group.key(), group);
        }
        told.accept(record, answer);
    }

    /** Writes the rest, those that were put off included. */
    public void finish() throws IOException {
        flush();
        boolean moves = true;
        while (!later.ids.isEmpty()) {
            Later now = later;
            later = new Later();
            try {
                again(now, moves ? record -> record : record -> without(record, now.ids));
            } finally {
                now.drop();
            }
            // Where those that wait for what never comes went by their rules, the others have somebody to wait for.
            boolean stuck = later.ids.size() == now.ids.size();
            if (stuck && !moves) {
                throw new IllegalArgumentException("jobs that wait for each other in a circle: "
                        + now.ids.iterator().next());
            }
            moves = !stuck;
        }
    }

    /** Gives those of groups that wait the places that are free: once all are there who have one. */
    public void fillGroups() {
        groups.values().forEach(this::fill);
    }

    private void again(Later put, UnaryOperator<JobRecord> change) throws IOException {
        if (put.writer != null && put.file != null) {
            put.writer.close();
            new RecordFile(put.file).each(record -> accept(change.apply(record)));
            flush();
        }
    }

    private JobRecord without(JobRecord record, Set<JobId> coming) {
        return record.without(
                wait -> !coming.contains(wait.parent()) && !isHere(wait),
                target.clock().instant());
    }

    private boolean isHere(Ties.Wait wait) {
        return target.queries()
                .find(wait.parent())
                .filter(job -> job.createdAt().equals(wait.parentCreatedAt()))
                .isPresent();
    }

    private void fill(Group group) {
        target.queues()
                .group(group.key())
                .ifPresent(places -> target.queues().resize(new Group(places.key(), places.atMost())));
    }

    /** What was put off is gone: it is in the source still. */
    @Override
    public void close() throws IOException {
        later.drop();
    }
}
