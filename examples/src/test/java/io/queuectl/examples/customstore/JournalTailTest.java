package io.queuectl.examples.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, a bad disk or a stranger may have left in the file. */
class JournalTailTest {

    @TempDir
    Path folder;

    private final TestJobs jobs = new TestJobs();
    private Path file;
    private byte[] whole;
    private int lastRecord;

    @BeforeEach
    void writeThreeRecords() throws IOException {
        file = folder.resolve("jobs.journal");
        try (JobStore store = Journal.at(file).open()) {
            jobs.insert(store, "first");
            jobs.insert(store, "second");
            lastRecord = (int) Files.size(file);
            jobs.insert(store, "third");
        }
        whole = Files.readAllBytes(file);
        assertThat(whole.length).isGreaterThan(lastRecord + Frames.OVERHEAD);
    }

    @Test
    void aTailTornAtAnyByteLosesOnlyTheRecordThatWasNotAcknowledged() throws IOException {
        for (int length = lastRecord; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            requireFirstTwoAndThatItGoesOn("cut to " + length + " of " + whole.length + " bytes");
        }
    }

    @Test
    void aTailOfWhichAnyByteNeverReachedTheDiskIsTornToo() throws IOException {
        for (int at = lastRecord; at < whole.length; at++) {
            byte[] garbled = whole.clone();
            garbled[at] ^= 0x5a;
            Files.write(file, garbled);
            requireFirstTwoAndThatItGoesOn("byte " + at + " of " + whole.length + " garbled");
        }
    }

    @Test
    void aFileThatGrewBeforeItsContentWasWrittenHasATornTail() throws IOException {
        byte[] grown = Arrays.copyOf(whole, whole.length + 4_096);
        Arrays.fill(grown, lastRecord, grown.length, (byte) 0);
        Files.write(file, grown);
        requireFirstTwoAndThatItGoesOn("zeros behind the second record");
    }

    @Test
    void damageBeforeTheTailIsNotTakenForATornTail() throws IOException {
        for (int at = Frames.HEADER; at < lastRecord; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x5a;
            Files.write(file, damaged);
            requireRefused(StoreException.Reason.DAMAGED, damaged);
        }
    }

    @Test
    void aFileWithoutAWholeHeaderHoldsNothingYet() throws IOException {
        for (int length = 0; length < Frames.HEADER; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (JobStore store = Journal.at(file).open()) {
                assertThat(TestJobs.ids(store)).isEmpty();
                jobs.insert(store, "new");
            }
        }
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndLeftAlone() throws IOException {
        for (String text : new String[] {"x", "not a journal", "a text that is longer than the header of a journal"}) {
            Files.writeString(file, text);
            requireRefused(StoreException.Reason.FOREIGN, Files.readAllBytes(file));
        }
    }

    private void requireFirstTwoAndThatItGoesOn(String how) {
        Journal journal = Journal.at(file);
        try (JobStore store = journal.open()) {
            assertThat(TestJobs.ids(store)).as(how).containsExactly("first", "second");
            jobs.insert(store, "later");
        }
        try (JobStore store = journal.open()) {
            assertThat(TestJobs.ids(store)).as(how).containsExactly("first", "second", "later");
        }
    }

    private void requireRefused(StoreException.Reason reason, byte[] content) throws IOException {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Journal.at(file).open())
                .matches(refusal -> refusal.reason() == reason, "for the reason " + reason);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }
}
