package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which new jobs are let in. */
@Timeout(30)
class AdmissionTest {

    private static final QueueName MEDIA = QueueName.of("media");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeQueues queues = new FakeQueues();
    private final AtomicLong nanos = new AtomicLong();
    private final QueueBook book = new QueueBook(queues, nanos::get);
    private final Admission admission = new Admission(book, queues, nanos::get);

    @Test
    void aQueueWithoutABoundIsNotCountedAndTheSettingsAreReadOnceASecond() {
        for (int i = 0; i < 100; i++) {
            enqueue(1);
        }
        assertThat(queues.reads).isEqualTo(1);
        nanos.addAndGet(SECOND.toNanos());
        enqueue(1);
        enqueue(1);

        assertThat(queues.reads).isEqualTo(2);
        assertThat(queues.counts).isZero();
    }

    @Test
    void aDrainedQueueTakesNothingAndTheOthersDo() {
        set(QueueSettings.none(MEDIA).drain());

        assertThatThrownBy(() -> enqueue(1))
                .isInstanceOf(QueueDrainingException.class)
                .hasMessageContaining("media");
        assertThat(admission.admit(List.of(job(QueueName.DEFAULT)), () -> "in")).isEqualTo("in");
        assertThat(queues.waiting).hasValue(0);
    }

    @Test
    void whatIsSetHereIsHeededAtOnceAndWhatOthersSetAfterASecond() {
        enqueue(1);
        set(QueueSettings.none(MEDIA).drain());
        enqueue(1);
        nanos.addAndGet(SECOND.toNanos());
        assertThatThrownBy(() -> enqueue(1)).isInstanceOf(QueueDrainingException.class);

        set(QueueSettings.none(MEDIA));
        book.expire();
        enqueue(1);
        assertThat(queues.waiting).hasValue(3);
    }

    @Test
    void aBoundedQueueIsFilledToTheLastPlaceAndNoFurther() {
        set(QueueSettings.none(MEDIA).maxWaiting(5));
        enqueue(3);
        enqueue(2);

        assertThatThrownBy(() -> enqueue(1))
                .isInstanceOfSatisfying(
                        QueueFullException.class,
                        full -> assertThat(full.queue()).isEqualTo(MEDIA));
        assertThat(queues.waiting).hasValue(5);
        queues.waiting.addAndGet(-2);
        enqueue(2);
        assertThat(queues.waiting).hasValue(5);
    }

    @Test
    void ofABatchThatDoesNotFitNothingGoesIn() {
        set(QueueSettings.none(MEDIA).maxWaiting(5));

        assertThatThrownBy(() -> enqueue(6)).isInstanceOf(QueueFullException.class);
        assertThat(queues.waiting).hasValue(0);
    }

    @Test
    void whileThereIsRoomTheQueueIsCountedTenTimesASecondAtMost() {
        set(QueueSettings.none(MEDIA).maxWaiting(1_000));
        for (int i = 0; i < 100; i++) {
            enqueue(1);
            nanos.addAndGet(Duration.ofMillis(5).toNanos());
        }
        assertThat(queues.counts).isBetween(4, 6);
    }

    @Test
    void anInsertionThatFailsGivesItsRoomBack() {
        set(QueueSettings.none(MEDIA).maxWaiting(1));
        assertThatThrownBy(() -> admission.admit(List.of(job(MEDIA)), () -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");

        enqueue(1);
    }

    @Test
    void eightProducersOfOneProcessFillItExactly() throws Exception {
        set(QueueSettings.none(MEDIA).maxWaiting(100));
        AtomicLong most = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<CompletableFuture<Void>> producers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    while (queues.waiting.get() < 100) {
                        try {
                            enqueue(1);
                            most.accumulateAndGet(queues.waiting.get(), Math::max);
                        } catch (QueueFullException full) {
                            refused.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (CompletableFuture<Void> producer : producers) {
            producer.get();
        }

        assertThat(most).hasValue(100);
        assertThat(queues.waiting).hasValue(100);
    }

    @Test
    void aProducerThatWaitsGoesOnWhenThereIsRoom() throws Exception {
        set(QueueSettings.none(MEDIA).maxWaiting(1));
        enqueue(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> {
            try {
                admission.admit(List.of(job(MEDIA)), () -> order.add("in"), Duration.ofSeconds(20));
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
        order.add("room");
        queues.waiting.set(0);
        waits.get();

        assertThat(order).containsExactly("room", "in");
    }

    @Test
    void aProducerThatWaitsInVainIsTold() {
        set(QueueSettings.none(MEDIA).maxWaiting(1));
        enqueue(1);

        assertThatThrownBy(() -> admission.admit(List.of(job(MEDIA)), () -> "in", Duration.ofMillis(50)))
                .isInstanceOf(QueueFullException.class);
    }

    private void set(QueueSettings settings) {
        queues.set.put(settings.queue(), settings);
    }

    private void enqueue(int count) {
        List<NewJob> jobs = Collections.nCopies(count, job(MEDIA));
        admission.admit(jobs, () -> queues.waiting.addAndGet(count));
    }

    private static NewJob job(QueueName queue) {
        return new NewJob(1, null, "test", queue, 0, Instant.EPOCH, Payload.EMPTY, Limits.UNSET);
    }
}
