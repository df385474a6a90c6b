package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.Scratch;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One backlog that several processes work off together. Timed from the first start of a handler in any until the database holds none that is not finished.
 * Each leaves a file of what it ran: every job must be in one of them exactly once. The processes are new in each round.
 */
record ProcessesPhase() implements Phase {

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public List<Integer> sizes(Scale scale) {
        return scale.curves().processes();
    }

    @Override
    public boolean fits(Database database) {
        return database != Database.H2_MEMORY;
    }

    @Override
    public void run(Course course) throws Exception {
        Scale scale = course.scale();
        int jobs = scale.jobs();
        try (Place place = course.database().fresh().toShare();
                Scratch scratch = new Scratch()) {
            Tally tally = new Tally(jobs, Duration.ZERO);
            try (Session session = course.contender().create(place, Workload.NOTHING, tally)) {
                int filled = Checks.fill(session, jobs, scale.fill());
                List<Path> files = new ArrayList<>();
                for (int i = 0; i < course.size(); i++) {
                    files.add(scratch.file("ran-" + i));
                }
                double rate;
                boolean done;
                try (Crew crew = Crew.start(course, place, jobs, files)) {
                    crew.work();
                    long deadline = System.nanoTime() + scale.cap().toNanos();
                    done = crew.await(filled, scale.cap())
                            && empty(session, Duration.ofNanos(deadline - System.nanoTime()));
                    long ran = crew.ran();
                    rate = ran == 0 ? 0 : ran * 1e9 / (System.nanoTime() - crew.firstStart());
                    crew.finish();
                }
                for (Path file : files) {
                    tell(tally, file);
                }
                if (done) {
                    Checks.requireEachOnce(filled, session, tally);
                } else {
                    Checks.requireNoneLost(filled, session, tally);
                    course.put(this, "cap", "s", scale.cap().toNanos() / 1e9);
                }
                course.put(this, "rate", "jobs/s", rate);
                course.put(this, "jobs", "jobs", tally.count());
            }
        }
    }

    /** Asks the database, since the session here finishes nothing itself. */
    private static boolean empty(Session session, Duration atMost) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (session.unfinished() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    private static void tell(Tally tally, Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> tally.ran(Integer.parseInt(line), 0));
        }
    }
}
