package io.queuectl.benchmarks.contender;

import java.time.Duration;

/**
 * What jobs there are and what they do.
 *
 * @param slots how many jobs run at once; 0 for as many as the contender's setting says
 * @param queues over how many queues the jobs are spread, by their number, all of them served by the same slots; 0 is the contender's usual one
 * @param work how long each job waits
 */
public record Workload(int slots, int queues, Duration work) {

    /** Jobs that do nothing, in one queue. */
    public static final Workload NOTHING = new Workload(0, 0, Duration.ZERO);

    public int slotsOr(int setting) {
        return slots > 0 ? slots : setting;
    }

    /** The name of a job's queue, unless it is the usual one. */
    public String queue(int number) {
        return "q" + number % queues;
    }
}
