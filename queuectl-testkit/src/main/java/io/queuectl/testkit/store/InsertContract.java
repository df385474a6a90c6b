package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New jobs: written as given, known by their submission, one to an id. */
public abstract class InsertContract extends StoreScenario {

    @Test
    void aNewJobReadsBackAsItWasGiven() {
        Instant due = now().plusMillis(1_234_567);
        Limits limits = new Limits(7, "fixed(delay=PT5S,jitter=none)", Duration.ofMillis(1_500));
        JobId id = insert(job("given")
                .kind("mail.send")
                .queue("media")
                .priority(-7)
                .runAt(due)
                .payload(Payload.of("hello"))
                .limits(limits));

        JobView view = view(id);
        assertThat(view)
                .isEqualTo(new JobView(
                        JobId.of("given"),
                        view.number(),
                        "mail.send",
                        QueueName.of("media"),
                        Payload.of("hello"),
                        JobState.PENDING,
                        -7,
                        Counters.ZERO,
                        limits,
                        now(),
                        due,
                        null,
                        null,
                        null,
                        null,
                        false));
    }

    @Test
    void tagsAreCarriedFromEnqueueingToTheClaimAndBeyond() {
        JobId id = insert(job().tag("tenant", "acme").tag("trace", "00-日本 '\" = \\ %"));
        Tags tags = Tags.of("trace", "00-日本 '\" = \\ %").with("tenant", "acme");

        assertThat(view(id).tags()).isEqualTo(tags);
        Claim claim = claimOne(joined());
        assertThat(claim.tags()).isEqualTo(tags);
        settle(SettlementDraft.failed(claim, now()));
        assertThat(claimOne(joined()).tags()).isEqualTo(tags);
    }

    @Test
    void aJobWithoutTagsHasNone() {
        JobId id = insert(job());

        assertThat(view(id).tags()).isEqualTo(Tags.NONE);
        assertThat(claimOne(joined()).tags()).isEqualTo(Tags.NONE);
    }

    @Test
    void whatALimitLeavesOpenStaysOpen() {
        JobId id = insert(job().limits(Limits.UNSET));

        assertThat(view(id).limits()).isEqualTo(Limits.UNSET);
        assertThat(claimOne(joined()).limits()).isEqualTo(Limits.UNSET);
    }

    @Test
    void aJobThatNamesNoIdGetsTheDecimalOfItsNumber() {
        JobId id = insert(job());

        assertThat(id.text()).isEqualTo(Long.toString(view(id).number()));
    }

    @Test
    void numbersGrowInTheOrderOfInsertion() {
        insertAll(job("a"), job("b"), job("c"));
        insertAll(job("d"));

        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aChosenDecimalIsTheNumberOfItsRow() {
        insert(job("41"));

        assertThat(view(JobId.of("41")).number()).isEqualTo(41);
        assertThat(insert(job())).isNotEqualTo(JobId.of("41"));
    }

    @Test
    void aChosenDecimalThatIsAlreadyANumberIsADuplicate() {
        JobId first = insert(job());

        assertThat(insertAll(job(first.text()))).containsExactly(new Insertion.Duplicate(first, JobState.PENDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "007", "1234567890123456", "99999999999999999999999", "1e3", "a", "_:x.y-z"})
    void whatIsNoDecimalOfAtMostFifteenDigitsIsAName(String name) {
        JobId named = insert(job(name));
        JobId numbered = insert(job());

        assertThat(named.text()).isEqualTo(name);
        assertThat(view(named).id()).isEqualTo(named);
        assertThat(view(numbered).number()).isNotEqualTo(view(named).number());
        assertThat(insertAll(job(name))).containsExactly(new Insertion.Duplicate(named, JobState.PENDING));
    }

    @Test
    void theLargestChosenNumberLeavesTheNextJobAnIdOfItsOwn() {
        JobId largest = insert(job("999999999999999"));
        JobId next = insert(job());

        assertThat(next).isNotEqualTo(largest);
        assertThat(view(next).id()).isEqualTo(next);
        assertThat(store.queries().counts().get(0).count()).isEqualTo(2);
    }

    @Test
    void theNumberOfADeletedJobIsNotGivenAgain() {
        JobId deleted = insert(job());
        store.admin().delete(deleted);

        assertThat(insert(job())).isNotEqualTo(deleted);
    }

    @Test
    void aTakenIdIsADuplicateAndTheRestOfTheBatchGoesIn() {
        insert(job("taken"));

        List<Insertion> answers = insertAll(job("before"), job("taken").payload(Payload.of("other")), job("after"));

        assertThat(answers)
                .containsExactly(
                        new Insertion.Inserted(JobId.of("before")),
                        new Insertion.Duplicate(JobId.of("taken"), JobState.PENDING),
                        new Insertion.Inserted(JobId.of("after")));
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("taken", "before", "after");
        assertThat(view(JobId.of("taken")).payload()).isEqualTo(Payload.of("payload"));
    }

    @Test
    void aDuplicateNamesTheStateOfTheJobThatHasTheId() {
        store.exchange(batch().settle(
                        List.of(SettlementDraft.dead(heldJob(job("taken"))).build())));

        assertThat(insertAll(job("taken"))).containsExactly(new Insertion.Duplicate(JobId.of("taken"), JobState.DEAD));
    }

    @Test
    void oneIdTwiceInABatchIsOneJobAndOneDuplicate() {
        assertThat(insertAll(job("twin"), job("twin")))
                .containsExactly(
                        new Insertion.Inserted(JobId.of("twin")),
                        new Insertion.Duplicate(JobId.of("twin"), JobState.PENDING));
    }

    @Test
    void anAllOrNothingBatchWithATakenIdInsertsNothing() {
        JobId taken = insert(job("taken"));
        List<JobView> before = everyJob(PageRequest.Order.OLDEST_FIRST);

        assertThat(insertAllOrNothing(job(), job("taken"), job("77"), job("twin"), job("twin")))
                .containsExactly(
                        new Insertion.Withheld(),
                        new Insertion.Duplicate(taken, JobState.PENDING),
                        new Insertion.Withheld(),
                        new Insertion.Withheld(),
                        new Insertion.Duplicate(JobId.of("twin"), JobState.PENDING));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEqualTo(before);
    }

    @Test
    void aSubmissionThatIsThereAlreadyIsNotWithheld() {
        JobDraft there = job("there");
        insert(there);
        insert(job("taken"));

        assertThat(insertAllOrNothing(there, job("taken"), job("new")))
                .containsExactly(
                        new Insertion.Inserted(JobId.of("there")),
                        new Insertion.Duplicate(JobId.of("taken"), JobState.PENDING),
                        new Insertion.Withheld());
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("there", "taken");
    }

    @Test
    void anAllOrNothingBatchWithoutFaultGoesIn() {
        assertThat(insertAllOrNothing(job("a"), job("b")))
                .containsExactly(new Insertion.Inserted(JobId.of("a")), new Insertion.Inserted(JobId.of("b")));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
    }

    @Test
    void anAllOrNothingBatchSentTwiceIsThereOnce() {
        JobDraft[] drafts = {job("a"), job()};
        List<Insertion> once = insertAllOrNothing(drafts);

        assertThat(insertAllOrNothing(drafts)).isEqualTo(once);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
    }

    @Test
    void aSubmissionSentTwiceIsOneJob() {
        JobDraft draft = job();
        JobId first = insert(draft);

        assertThat(insertAll(draft)).containsExactly(new Insertion.Inserted(first));
        assertThat(insertAll(job(), draft)).contains(new Insertion.Inserted(first));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
    }

    @Test
    void aSubmissionSentTwiceInOneBatchIsOneJob() {
        JobDraft draft = job("once");

        assertThat(insertAll(draft, draft))
                .containsExactly(new Insertion.Inserted(JobId.of("once")), new Insertion.Inserted(JobId.of("once")));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(1);
    }

    @Test
    void aSubmissionIsKnownWhenItsJobHasMovedOn() {
        JobDraft draft = job("moved");
        settle(SettlementDraft.completed(heldJob(draft)));

        assertThat(insertAll(draft)).containsExactly(new Insertion.Inserted(JobId.of("moved")));
        assertThat(stateOf(JobId.of("moved"))).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void everyJobOfALargeBatchIsThere() {
        JobDraft[] drafts =
                IntStream.range(0, 1_500).mapToObj(i -> job("bulk-" + i)).toArray(JobDraft[]::new);

        assertThat(insertAll(drafts)).hasSize(1_500).allMatch(Insertion.Inserted.class::isInstance);
        assertThat(store.queries().counts().get(0).count()).isEqualTo(1_500);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(1_500);
    }

    /** New jobs with nothing of their own may go in by other statements than the rest: each batch size, and each mixture, comes out as it went in. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 24, 25, 26, 49, 50, 51, 101})
    void whatABatchCarriesComesOutInItsOrder(int size) {
        List<JobDraft> plain = IntStream.range(0, size)
                .mapToObj(i -> job().payload(Payload.of("plain " + i)).queue("queue-" + i % 3))
                .toList();
        List<JobDraft> mixed = IntStream.range(0, size)
                .mapToObj(i -> job().payload(Payload.of("mixed " + i + "x".repeat(i % 4 == 0 ? 5_000 : 0)))
                        .limits(i % 5 == 0 ? new Limits(3, null, Duration.ofSeconds(i + 1)) : Limits.UNSET)
                        .priority(i % 2))
                .toList();

        for (List<JobDraft> drafts : List.of(plain, mixed)) {
            List<NewJob> given = drafts.stream().map(JobDraft::build).toList();
            List<JobId> ids = insertAll(drafts.toArray(JobDraft[]::new)).stream()
                    .map(answer -> ((Insertion.Inserted) answer).id())
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().hasSize(size);
            for (int i = 0; i < size; i++) {
                JobView there = view(ids.get(i));
                assertThat(there.payload()).isEqualTo(given.get(i).payload());
                assertThat(there.limits()).isEqualTo(given.get(i).limits());
                assertThat(there.queue()).isEqualTo(given.get(i).queue());
                assertThat(there.priority()).isEqualTo(given.get(i).priority());
                assertThat(there.runAt()).isEqualTo(given.get(i).runAt());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, 129, 255, 256, 4_096, Payload.MAX_BYTES})
    void payloadBytesComeBackAsTheyWere(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        JobId id = insert(job().payload(Payload.of(bytes)));

        assertThat(view(id).payload().bytes()).isEqualTo(bytes);
        assertThat(claimOne(joined()).payload().bytes()).isEqualTo(bytes);
    }

    @Test
    void everyByteValueSurvivesInAPayload() {
        byte[] bytes = new byte[256];
        for (int value = 0; value < bytes.length; value++) {
            bytes[value] = (byte) value;
        }
        JobId id = insert(job().payload(Payload.of(bytes)));

        assertThat(view(id).payload().bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE})
    void anyIntIsAPriority(int priority) {
        assertThat(view(insert(job().priority(priority))).priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-02-28T23:59:59.999Z", "9999-12-31T23:59:59.999Z"})
    void dueTimesComeBackToTheMillisecond(String text) {
        Instant due = Instant.parse(text);

        assertThat(view(insert(job().runAt(due))).runAt()).isEqualTo(due);
    }

    private List<Insertion> insertAllOrNothing(JobDraft... drafts) {
        return store.exchange(
                        batch().insert(Stream.of(drafts).map(JobDraft::build).toList())
                                .withholdOnDuplicate())
                .jobs();
    }

    @Test
    void timesAreCutToWholeMilliseconds() {
        clock.set(now().plusNanos(123_456_789));
        JobId id = insert(job().runAt(now()));

        assertThat(view(id).createdAt()).isEqualTo(Instant.ofEpochMilli(now().toEpochMilli()));
        assertThat(view(id).runAt()).isEqualTo(Instant.ofEpochMilli(now().toEpochMilli()));
    }
}
