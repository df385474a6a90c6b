package io.queuectl.testkit.power;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The machine loses its power after an acknowledgement, at each of them in turn: what was written and synced until then is laid down, once without all that was
 * not synced and some times with some sectors of it by chance, and opened. All that had been acknowledged must be there, in a database that is whole.
 */
public final class PowerLosses {

    private final Restart restart;
    private final RandomGenerator random;
    private final int each;
    private final int byChance;
    private final Map<String, Acknowledgement> told = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int acknowledgements;
    private int images;
    private int lost;
    private int damaged;

    /**
     * What was traced.
     *
     * @param trace what strace wrote, started with the words of {@link Strace#before}
     * @param folder where the database is, and the working directory of whoever writes it by relative names
     * @param before a copy of that folder from before
     * @param acknowledged the file that {@link AcknowledgedWork} had written to
     * @param matters whether a file is one of the database's, by its path in the folder
     */
    public record Traced(Path trace, Path folder, Path before, Path acknowledged, Predicate<String> matters) {}

    /**
     * What came of it.
     *
     * @param images how many were opened
     * @param lost how many of them were whole and did not have all that had been acknowledged
     * @param damaged how many of them were not whole
     * @param faults the first of both, in words
     */
    public record Outcome(int images, int lost, int damaged, List<String> faults) {

        public Outcome {
            faults = List.copyOf(faults);
        }
    }

    /** Starts a database on what a disk has. */
    public interface Restart {

        /** A new folder with what there was before the trace. */
        Path folder() throws Exception;

        /**
         * Opens the database there, and answers the state of each job by its id.
         *
         * @throws Exception if it is damaged
         */
        Map<String, String> jobs(Path image) throws Exception;

        /** Ends what was started there, and deletes the folder. */
        void clear(Path image) throws Exception;
    }

    /**
     * @param each after how many acknowledgements the power goes, from 1
     * @param byChance how many images are made with what was not synced by chance, beside the one without
     */
    public PowerLosses(Restart restart, RandomGenerator random, int each, int byChance) {
        this.restart = restart;
        this.random = random;
        this.each = each;
        this.byChance = byChance;
    }

    /** Replays it. Once only. */
    public Outcome replay(Traced traced) throws Exception {
        new Trace(traced.folder(), traced.before(), traced.acknowledged(), traced.matters())
                .replay(traced.trace(), this::acknowledged);
        return new Outcome(images, lost, damaged, faults);
    }

    private void acknowledged(Acknowledgement what, String job, TracedDisk disk) throws Exception {
        told.put(job, what);
        acknowledgements++;
        if (acknowledgements % each != 0) {
            return;
        }
        look(image -> disk.layDown(image));
        for (int i = 0; i < byChance; i++) {
            look(image -> disk.layDown(image, random));
        }
    }

    /** Makes a folder what a disk has. */
    private interface Model {
        void layDown(Path image) throws Exception;
    }

    private void look(Model model) throws Exception {
        Path image = restart.folder();
        model.layDown(image);
        images++;
        try {
            List<String> missing = missing(restart.jobs(image));
            if (!missing.isEmpty()) {
                lost++;
                tell(missing.toString());
            }
        } catch (Exception unreadable) {
            damaged++;
            tell(unreadable.toString());
        } finally {
            restart.clear(image);
        }
    }

    private void tell(String fault) {
        if (faults.size() < 5) {
            faults.add("after " + acknowledgements + " acknowledgements: " + fault);
        }
    }

    /** A job may have gone on since the acknowledgement, but not back. */
    private List<String> missing(Map<String, String> states) {
        List<String> missing = new ArrayList<>();
        told.forEach((job, what) -> {
            String state = states.get(job);
            if (state == null || (what == Acknowledgement.COMPLETED && !state.equals("completed"))) {
                missing.add("job " + job + ", " + what + ", is " + state);
            }
        });
        return missing;
    }
}
