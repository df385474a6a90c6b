package io.queuectl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Jobs that wait for each other, to be enqueued in one commit: chains, fan-out and fan-in, batches with something to follow.
 *
 * <pre>{@code
 * Flow flow = new Flow();
 * Flow.Step cut = flow.add(CUT.of(film));
 * Flow.Step sound = flow.add(SOUND.of(film)).after(cut);
 * Flow.Step picture = flow.add(PICTURE.of(film)).after(cut);
 * flow.add(PUBLISH.of(film)).after(sound, picture);
 * List<JobId> ids = queue.enqueue(flow);
 * }</pre>
 *
 * <p>A step can only be after steps that were added before it, so that no cycle can be made. Mutable, for one thread.
 */
public final class Flow {

    private final List<Step> steps = new ArrayList<>();

    /** One without steps. */
    public Flow() {}

    /** One job more, which waits for nothing yet. */
    public Step add(JobRequest request) {
        Names.requireGiven("job request", request);
        Step step = new Step(steps.size(), request);
        steps.add(step);
        return step;
    }

    /** One job each, which wait for nothing yet. */
    public Flow addAll(Collection<JobRequest> requests) {
        requests.forEach(this::add);
        return this;
    }

    /** A job that waits for all that were added before it, and is cancelled if one of them does not complete. */
    public Step whenCompleted(JobRequest request) {
        return afterAll(IfFailed.CANCEL, request);
    }

    /** A job that waits until all that were added before it have ended, however. */
    public Step whenEnded(JobRequest request) {
        return afterAll(IfFailed.CONTINUE, request);
    }

    private Step afterAll(IfFailed ifFailed, JobRequest request) {
        Step[] all = steps.toArray(Step[]::new);
        return add(request).after(ifFailed, all);
    }

    /** In the order in which they were added. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** A job of a flow. */
    public final class Step {

        private final int place;
        private final JobRequest request;
        private final List<Wait> waits = new ArrayList<>();

        private Step(int place, JobRequest request) {
            this.place = place;
            this.request = request;
        }

        /** This step waits for those; it is cancelled if one of them ends otherwise than completed. */
        public Step after(Step... parents) {
            return after(IfFailed.CANCEL, parents);
        }

        /**
         * The same with another rule for those that end dead or cancelled.
         *
         * @throws IllegalArgumentException if one of them is of another flow or was not added before this one, or if this one waits for it already
         */
        public Step after(IfFailed ifFailed, Step... parents) {
            Names.requireGiven("rule for a step to wait for", ifFailed);
            Arrays.stream(parents).forEach(parent -> require(parent));
            for (Step parent : parents) {
                waits.add(new Wait(parent.place, ifFailed));
            }
            return this;
        }

        private void require(Step parent) {
            if (parent.flow() != flow()) {
                throw new IllegalArgumentException("step " + place + " cannot wait for a step of another flow");
            }
            if (parent.place >= place) {
                throw new IllegalArgumentException(
                        "step " + place + " cannot wait for step " + parent.place + ", which was not added before it");
            }
            if (waits.stream().anyMatch(wait -> wait.place() == parent.place)) {
                throw new IllegalArgumentException("step " + place + " waits for step " + parent.place + " already");
            }
        }

        private Flow flow() {
            return Flow.this;
        }

        public JobRequest request() {
            return request;
        }

        /** What it waits for within the flow; what its request waits for comes to that. */
        public List<Wait> waits() {
            return List.copyOf(waits);
        }
    }

    /**
     * That a step waits for another.
     *
     * @param place of the other in {@link Flow#steps}
     */
    public record Wait(int place, IfFailed ifFailed) {}
}
