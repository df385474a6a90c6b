package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A codec of the application's own: a reading of a sensor in 25 bytes, the first of which is the version. Jobs of the former version
 * are read, one of a version from tomorrow fails alone and keeps its bytes.
 */
public final class CustomCodec {

    private static final JobType<Reading> STORE = JobType.of("reading.store", new ReadingCodec());

    private CustomCodec() {}

    /** What a sensor measured. */
    record Reading(long sensor, Instant at, double celsius) {}

    /** Version 1 had whole degrees; version 2 has fractions of them. */
    static final class ReadingCodec implements PayloadCodec<Reading> {

        private static final int SIZE = 1 + 3 * Long.BYTES;

        @Override
        public Payload encode(Reading reading) {
            return Payload.of(ByteBuffer.allocate(SIZE)
                    .put((byte) 2)
                    .putLong(reading.sensor())
                    .putLong(reading.at().toEpochMilli())
                    .putDouble(reading.celsius())
                    .array());
        }

        @Override
        public Reading decode(Payload payload) {
            ByteBuffer bytes = ByteBuffer.wrap(payload.bytes());
            int version = bytes.get();
            long sensor = bytes.getLong();
            Instant at = Instant.ofEpochMilli(bytes.getLong());
            return switch (version) {
                case 1 -> new Reading(sensor, at, bytes.getInt());
                case 2 -> new Reading(sensor, at, bytes.getDouble());
                default -> throw new IllegalArgumentException("readings of version " + version + " are not known here");
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("codec")) {
            run(scratch.file("jobs.db"));
        }
    }

    private static void run(Path file) throws InterruptedException {
        Reading today = new Reading(7, Instant.ofEpochMilli(1_000), 21.5);
        Queue<Reading> stored = new ConcurrentLinkedQueue<>();
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(STORE, (reading, context) -> stored.add(reading), on -> on.maxAttempts(1))
                .build()) {
            JobId known = queue.enqueue(STORE.of(today));
            JobId former = queue.enqueue(JobRequest.of(STORE.kind(), bytes(1)));
            JobId unknown = queue.enqueue(JobRequest.of(STORE.kind(), bytes(9)));
            queue.start(workers -> workers.queue("default", 1));

            Expect.equal(
                    "today's reading",
                    JobState.COMPLETED,
                    finished(queue, known).state());
            Expect.equal(
                    "the former version's",
                    JobState.COMPLETED,
                    finished(queue, former).state());
            JobView dead = finished(queue, unknown);
            Expect.equal("one of version 9", JobState.DEAD, dead.state());
            Expect.equal("its bytes", bytes(9), dead.payload());
            Expect.equal("what was stored", true, stored.contains(today) && stored.size() == 2);
        }
    }

    /** A reading as version 1 wrote it, under any version. */
    private static Payload bytes(int version) {
        return Payload.of(ByteBuffer.allocate(1 + 2 * Long.BYTES + Integer.BYTES)
                .put((byte) version)
                .putLong(7)
                .putLong(2_000)
                .putInt(21)
                .array());
    }

    private static JobView finished(QueueCtl queue, JobId id) throws InterruptedException {
        return queue.await(id, Duration.ofSeconds(10)).orElseThrow();
    }
}
