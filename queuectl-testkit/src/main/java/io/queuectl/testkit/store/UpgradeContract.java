package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.Unique;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.archive.RecordText;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.testkit.SettlementDraft;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an earlier build wrote is read, and worked off, by this one. The fixture gives a copy of a database that {@link #fill} filled then and that was kept as a
 * resource, {@link #golden} with an ending; beside it, with {@code .ndjson} at its end, the lines that {@link #keep} wrote.
 */
public abstract class UpgradeContract extends StoreScenario {

    private static final QueueName MAIL = QueueName.of("mail");
    private static final Unique ONCE = Unique.of("order 7").forever();
    private static final Group ORDER = new Group("customer 7", 1);
    private static final int USED = 100;
    private static final String NIGHTLY = "nightly";

    /** The name of what was kept, as a resource of the test class: {@code golden/schema-3} for instance. */
    protected abstract String golden();

    /**
     * What was kept, whole.
     *
     * @param ending of the resource's name; what ends in {@code .gz} is unpacked
     */
    protected final byte[] kept(String ending) {
        String name = golden() + ending;
        InputStream found = Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(name), name);
        try (InputStream kept = ending.endsWith(".gz") ? new GZIPInputStream(found) : found) {
            return kept.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(name, failed);
        }
    }

    /** Fills an empty store, and writes what it answers to be kept. The caller keeps its database. */
    public static void keep(JobStore empty, Path lines) throws IOException {
        fill(empty);
        Files.write(lines, lines(empty));
    }

    /** Fixtures are the same for the same seed: those of then are used up. */
    @BeforeEach
    void passOverTheFixturesOfThen() {
        for (int i = 0; i < USED; i++) {
            fixtures.node();
        }
    }

    @Test
    void everyJobIsAsItWas() {
        assertThat(lines(store))
                .isEqualTo(new String(kept(".ndjson"), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
    }

    @Test
    void schedulesAndSettingsAreAsTheyWere() {
        assertThat(store.schedules().list())
                .singleElement()
                .satisfies(view -> assertThat(view.schedule()).isEqualTo(nightly()));
        assertThat(store.queues().settings()).containsExactly(mail(QueueSettings.none(MAIL)));
    }

    @Test
    void whatHadAKeyOrAPlaceHasItStill() {
        assertThat(insertAll(job().unique(ONCE)).get(0)).isEqualTo(new Insertion.Standing(JobId.of("keyed")));
        assertThat(stateOf(insert(job().group(ORDER)))).isEqualTo(JobState.BLOCKED);
    }

    /** All but what a node holds, and what a person stopped. */
    @Test
    void workGoesOn() {
        JobId added = insert(job("added"));
        Claimant node = joined(fixtures.node().name("of this build"));
        for (List<Claim> due = claim(node, 100); !due.isEmpty(); due = claim(node, 100)) {
            for (Claim claim : due) {
                settle(SettlementDraft.completed(claim));
            }
        }

        assertThat(stateOf(added)).isEqualTo(JobState.COMPLETED);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST))
                .filteredOn(job -> job.queue().equals(QueueName.DEFAULT))
                .extracting(job -> job.id() + " " + job.state().text())
                .doesNotContain("held completed")
                .contains("tried completed", "child completed", "second completed", "keyed completed");
        assertThat(stateOf(JobId.of("held"))).isEqualTo(JobState.PROCESSING);
    }

    /** What is told of each job of a store, oldest first. */
    public static List<String> lines(JobStore store) {
        JobRecords records = new JobRecords(store);
        return everyJob(store, JobFilter.ANY, PageRequest.Order.OLDEST_FIRST, 100).stream()
                .map(job -> RecordText.line(records.of(job)))
                .toList();
    }

    /** Fills an empty store with jobs in every state, and with all that a job can have. */
    public static void fill(JobStore empty) {
        new Filling(empty).fill();
    }

    private static Schedule nightly() {
        return Schedule.of(
                NIGHTLY, ScheduleSpec.every(Duration.ofHours(24)), JobRequest.of("report", Payload.of("sales")));
    }

    private static QueueSettings mail(QueueSettings none) {
        return none.rate(QueueRate.perSecond(10)).maxWaiting(1_000).pause();
    }

    /** The verbs of a scenario on a store that somebody else opened and closes. */
    private static final class Filling extends StoreScenario {

        Filling(JobStore empty) {
            store = empty;
        }

        @Override
        protected StoreFixture fixture() {
            throw new IllegalStateException("the store is open already");
        }

        void fill() {
            Claimant node = joined(fixtures.node().name("of then"));
            insert(job("held"));
            claimOne(node);
            insert(job("done").tag("tenant", "acme"));
            Claim done = claimOne(node);
            note(new ClaimNote.Log(
                    done.number(), done.token(), List.of(new LogLine(now(), LogLine.Stream.LOG, "h\u00e9llo"))));
            note(new ClaimNote.Advance(done.number(), done.token(), new Progress(1, "all of it", now())));
            note(new ClaimNote.Result(done.number(), done.token(), Payload.of("42")));
            settle(SettlementDraft.completed(done));
            insert(job("buried"));
            settle(SettlementDraft.dead(claimOne(node)));
            insert(job("tried"));
            settle(SettlementDraft.failed(claimOne(node), now()));
            insert(job("given-up").queue("elsewhere"));
            store.admin().cancel(JobId.of("given-up"), now());
            insert(job("large").payload(Payload.of("x".repeat(5_000))).priority(7));
            insert(job("keyed").unique(ONCE));
            JobId parent = insert(job());
            insert(job("child").after(IfFailed.CONTINUE, parent, JobId.of("large")));
            insert(job("first").group(ORDER));
            insert(job("second").group(ORDER));
            insert(job("paused").queue(MAIL.text()));
            store.queues().change(MAIL, UpgradeContract::mail, now());
            store.schedules().put(nightly(), now().plus(Duration.ofHours(24)));
        }
    }
}
