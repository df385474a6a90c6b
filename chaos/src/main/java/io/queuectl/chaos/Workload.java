package io.queuectl.chaos;

import io.queuectl.simulation.history.Event;
import java.util.SplittableRandom;

/** Makes jobs up: commands that say themselves, in the file {@value Told#FILE}, when and under which token they start and end. */
public final class Workload {

    /** The queue that people pause and limit. */
    public static final String SIDE = "side";

    /** Has the clock in a variable, so that telling the time is no process of its own. */
    static final String SHELL = "bash -c";

    /** After a failure, in milliseconds: one to whatever power. */
    static final long BACKOFF_MILLIS = 1_000;

    private final SplittableRandom dice;
    private final double shortest;
    private final double longest;

    /**
     * Jobs of every sort.
     *
     * @param shortest how long the shorter ones wait, in seconds
     * @param longest likewise
     */
    public Workload(SplittableRandom dice, double shortest, double longest) {
        this.dice = dice;
        this.shortest = shortest;
        this.longest = longest;
    }

    /**
     * A job as it is enqueued.
     *
     * @param max attempts
     * @param hash what the job says of its own payload
     * @param timeout as text, or empty
     */
    public record Draft(String id, String queue, int priority, int max, String hash, String command, String timeout) {

        Draft(String id, String queue, int priority, int max, String hash, String command) {
            this(id, queue, priority, max, hash, command, "");
        }

        /** The same with one attempt that may take so long. */
        public Draft once(String limit) {
            return new Draft(id, queue, priority, 1, hash, command, limit);
        }

        /** The same, none of whose attempts may take longer. */
        public Draft within(String limit) {
            return new Draft(id, queue, priority, max, hash, command, limit);
        }

        /** As a line for {@code enqueue --file}. */
        public String json() {
            String escaped = command.replace("\\", "\\\\").replace("\"", "\\\"");
            return "{\"id\":\"" + id + "\",\"queue\":\"" + queue + "\",\"priority\":" + priority + ",\"retries\":" + max
                    + ",\"backoff_base\":1" + (timeout.isEmpty() ? "" : ",\"timeout\":\"" + timeout + "\"")
                    + ",\"command\":\"" + escaped + "\"}";
        }

        Event describe(Event event) {
            return event.with("queue", queue)
                    .with("priority", priority)
                    .with("max", max)
                    .with("hash", hash);
        }
    }

    /** A job by that name: most are quick, some fail, some always, some say something. */
    public Draft draft(String id) {
        String hash = Integer.toHexString(dice.nextInt());
        int luck = dice.nextInt(100);
        String queue = dice.nextInt(5) == 0 ? SIDE : "default";
        int priority = dice.nextInt(8) == 0 ? 1 + dice.nextInt(3) : 0;
        String wait = "sleep %.3f; ".formatted(shortest + dice.nextDouble() * (longest - shortest));
        String work = (luck < 30 ? "" : wait) + (luck % 5 == 0 ? "echo $QUEUECTL_JOB_ID; " : "") + ended();
        if (luck >= 97) {
            return new Draft(id, queue, priority, 2, hash, started(hash) + work + "; exit 7");
        }
        if (luck >= 90) {
            return new Draft(id, queue, priority, 3, hash, started(hash) + work + "; [ $QUEUECTL_ATTEMPT -gt 1 ]");
        }
        return new Draft(id, queue, priority, 3, hash, started(hash) + work);
    }

    /** A job by that name that does just this between its start and its end. */
    public Draft draft(String id, String command) {
        String hash = Integer.toHexString(dice.nextInt());
        return new Draft(id, "default", 0, 3, hash, started(hash) + command + "; " + ended());
    }

    private static String started(String hash) {
        return "echo \"S $QUEUECTL_JOB_ID $QUEUECTL_TOKEN $EPOCHREALTIME $PPID " + hash + "\" >> " + Told.FILE + "; ";
    }

    private static String ended() {
        return "echo \"E $QUEUECTL_JOB_ID $QUEUECTL_TOKEN $EPOCHREALTIME\" >> " + Told.FILE;
    }
}
