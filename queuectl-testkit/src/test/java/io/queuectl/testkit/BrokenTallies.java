package io.queuectl.testkit;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StateCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that keep count of completed jobs beside the rows, each in a wrong way. */
final class BrokenTallies {

    private BrokenTallies() {}

    /** Counts what is sent, applied or not. */
    static JobStore countsWhatIsSent(MemoryData data) {
        return new Counting(data) {
            @Override
            boolean counts(Settled answer) {
                return true;
            }
        };
    }

    /** Counts right, and goes on counting what was deleted. */
    static JobStore countsWhatIsGone(MemoryData data) {
        return new Counting(data);
    }

    private static class Counting extends BrokenStore {

        private final Map<QueueName, Long> completed = new ConcurrentHashMap<>();

        Counting(MemoryData data) {
            super(data);
        }

        boolean counts(Settled answer) {
            return answer == Settled.APPLIED;
        }

        @Override
        public Receipt exchange(Batch batch) {
            Receipt receipt = super.exchange(batch);
            for (int i = 0; i < batch.settlements().size(); i++) {
                if (batch.settlements().get(i).to() == JobState.COMPLETED
                        && counts(receipt.settlements().get(i))) {
                    completed.merge(batch.settlements().get(i).queue(), 1L, Long::sum);
                }
            }
            return receipt;
        }

        @Override
        public JobQueries queries() {
            return new MemoryQueries(session()) {
                @Override
                public List<StateCount> counts() {
                    List<StateCount> counts = new ArrayList<>(super.counts());
                    counts.removeIf(count -> count.state() == JobState.COMPLETED);
                    completed.forEach((queue, jobs) -> counts.add(new StateCount(queue, JobState.COMPLETED, jobs)));
                    counts.sort(Comparator.comparing(StateCount::queue).thenComparing(StateCount::state));
                    return counts;
                }
            };
        }
    }
}
