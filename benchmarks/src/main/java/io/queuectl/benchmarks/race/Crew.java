package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.SecondJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several processes of one contender on one database, each a {@link CrewMember}. Used by one thread. */
final class Crew implements AutoCloseable {

    private final List<SecondJvm> members;
    private final ExecutorService listeners = Executors.newCachedThreadPool();
    private final List<Future<?>> heard = new ArrayList<>();

    /** What they told, guarded by this. */
    private long ran;

    private long first = Long.MAX_VALUE;

    private Crew(List<SecondJvm> members) {
        this.members = members;
    }

    /**
     * Returns when all are ready to begin.
     *
     * @param files for what each ran
     */
    static Crew start(Course course, Place place, int jobs, List<Path> files) throws IOException {
        List<SecondJvm> members = new ArrayList<>();
        Crew crew = new Crew(members);
        try {
            for (Path file : files) {
                members.add(SecondJvm.start(
                        CrewMember.class,
                        course.database(),
                        place.location(),
                        course.contender().name(),
                        course.contender().setting(),
                        Integer.toString(jobs),
                        file.toString()));
            }
            for (SecondJvm member : members) {
                member.hear();
            }
            return crew;
        } catch (IOException e) {
            crew.close();
            throw e;
        }
    }

    void work() {
        for (SecondJvm member : members) {
            member.tell("work");
            heard.add(listeners.submit(() -> {
                listen(member);
                return null;
            }));
        }
    }

    private void listen(SecondJvm member) throws IOException {
        long before = 0;
        for (String[] words = member.hear().split(" ");
                words[0].equals("ran");
                words = member.hear().split(" ")) {
            long count = Long.parseLong(words[1]);
            heard(count - before, Long.parseLong(words[2]));
            before = count;
        }
    }

    private synchronized void heard(long more, long start) {
        ran += more;
        first = Math.min(first, start);
        notifyAll();
    }

    /** Waits until that many jobs have run, at most that long; answers whether they have. */
    synchronized boolean await(long jobs, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long rest = atMost.toMillis(); ran < jobs && rest > 0; rest = (end - System.nanoTime()) / 1_000_000) {
            wait(rest);
        }
        return ran >= jobs;
    }

    /** How many jobs have run, as far as they told. */
    synchronized long ran() {
        return ran;
    }

    /** When the first job of any started, by the clock that all processes of a host share. */
    synchronized long firstStart() {
        return first;
    }

    /** Returns when all have left what they ran. */
    void finish() throws Exception {
        for (SecondJvm member : members) {
            member.tell("stop");
        }
        for (Future<?> listener : heard) {
            listener.get(1, TimeUnit.MINUTES);
        }
        for (SecondJvm member : members) {
            member.finish();
        }
    }

    @Override
    public void close() {
        members.forEach(SecondJvm::close);
        listeners.shutdown();
    }
}
