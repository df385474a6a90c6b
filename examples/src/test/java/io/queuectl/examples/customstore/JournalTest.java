package io.queuectl.examples.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuectl.api.JobId;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal does beside keeping the contract. */
class JournalTest {

    @TempDir
    Path folder;

    private final TestJobs jobs = new TestJobs();

    @Test
    void aCommitThatCannotBeWrittenChangesNothingInMemoryAndMayBeRepeated() {
        FailingSink sink = new FailingSink();
        JobStore store = new JournalStore(new Database(new Tables(), sink), () -> {});
        Batch batch = jobs.batch("one");
        sink.fails = true;

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.exchange(batch))
                .matches(StoreException::outcomeUnknown, "leaves the outcome unknown");
        assertThat(TestJobs.ids(store)).isEmpty();
        sink.fails = false;
        store.exchange(batch.again());
        assertThat(TestJobs.ids(store)).containsExactly("one");
    }

    @Test
    void aJournalThatTellsOfLittleIsShortenedWhenItIsOpened() throws IOException {
        Path file = folder.resolve("jobs.journal");
        Journal journal = Journal.at(file);
        JobId last;
        try (JobStore store = journal.open()) {
            jobs.insert(store, "kept");
            for (int i = 0; i < 40; i++) {
                store.admin().putSetting("key", "x".repeat(50_000));
            }
            last = jobs.insertNumbered(store);
            store.admin().delete(last);
        }
        long before = Files.size(file);
        try (JobStore store = journal.open()) {
            assertThat(TestJobs.ids(store)).containsExactly("kept");
            assertThat(store.admin().settings().get("key")).hasSize(50_000);
            assertThat(jobs.insertNumbered(store))
                    .as("a number is never given twice")
                    .isNotEqualTo(last);
            jobs.insert(store, "later");
        }
        assertThat(Files.size(file)).isLessThan(before / 10);
        try (JobStore store = journal.open()) {
            assertThat(TestJobs.ids(store)).contains("kept", "later");
        }
    }

    @Test
    void oneJournalHasAFileAtATime() {
        Path file = folder.resolve("jobs.journal");
        try (JobStore store = Journal.at(file).open()) {
            jobs.insert(store, "one");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Journal.at(file).open())
                    .withMessageContaining("is open already");
        }
        try (JobStore store = Journal.at(file).open()) {
            assertThat(TestJobs.ids(store)).containsExactly("one");
        }
    }

    @Test
    void theCommandLineFindsItByItsScheme() {
        String location = "journal://" + folder.resolve("jobs.journal");
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.accepts(location))
                .findFirst()
                .orElseThrow();
        assertThat(provider.exists(location)).isFalse();
        try (JobStore nothing = provider.open(location, StoreProvider.OpenMode.READ, Duration.ZERO)) {
            assertThat(nothing.queries().counts()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
        try (JobStore store = provider.open(location, StoreProvider.OpenMode.WRITE, Duration.ZERO)) {
            jobs.insert(store, "one");
        }
        assertThat(provider.exists(location)).isTrue();
        try (JobStore store = provider.open(location, StoreProvider.OpenMode.READ, Duration.ZERO)) {
            assertThat(TestJobs.ids(store)).containsExactly("one");
            assertThat(store.bulk().count(JobFilter.ANY)).isEqualTo(1);
        }
    }

    /** Fails as a full disk does. */
    private static final class FailingSink implements Sink {

        private boolean fails;

        @Override
        public void append(byte[] record) {
            if (fails) {
                throw StoreException.unknown(StoreException.Reason.FULL, "no space left (planted)", null);
            }
        }

        @Override
        public String location() {
            return "nowhere";
        }

        @Override
        public void close() {}
    }
}
