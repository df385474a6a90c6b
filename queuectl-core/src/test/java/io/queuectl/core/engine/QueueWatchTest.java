package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueName;
import org.junit.jupiter.api.Test;

/** When a queue is asked again while a claim is under way. */
class QueueWatchTest {

    private static final long POLL = 1_000;

    private final QueueWatch watch = new QueueWatch(QueueName.DEFAULT, 1, 0);

    @Test
    void whatComesWhileAClaimIsUnderWayWaitsForItsAnswer() {
        watch.asking(0);
        watch.hint();
        assertThat(mayHaveWork(0)).isFalse();
        watch.answered(false, null, Claims.DUE);
        assertThat(mayHaveWork(0)).isTrue();
    }

    @Test
    void aQueueWithPlentyIsAskedThroughSeveralLanesAtATime() {
        watch.asking(0);
        watch.answered(true, null, Claims.DUE);
        watch.asking(0);
        watch.hint();
        assertThat(mayHaveWork(0)).isTrue();
    }

    @Test
    void aClaimThatTakesLongerThanAPollIsNotWaitedFor() {
        watch.asking(0);
        assertThat(mayHaveWork(POLL - 1)).isFalse();
        assertThat(mayHaveWork(POLL)).isTrue();
    }

    @Test
    void aClaimThatEndedWithoutAnAnswerIsRepeated() {
        watch.asking(0);
        watch.unanswered();
        assertThat(mayHaveWork(0)).isTrue();
    }

    private boolean mayHaveWork(long nanos) {
        return watch.mayHaveWork(Claims.DUE, nanos, POLL);
    }
}
