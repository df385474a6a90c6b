package io.queuectl.simulation;

import io.queuectl.simulation.Simulation.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds, one after the other, on every processor there is. */
public final class Seeds {

    /** Enough to see what is wrong; the rest are likely the same. */
    private static final int MOST_FINDINGS = 10;

    private Seeds() {}

    /** Looks at so many seeds from the first on. Answers what does not hold, by seed; stops early once that is plenty. */
    public static List<Finding> look(Simulation simulation, long first, long count) {
        AtomicLong next = new AtomicLong(first);
        List<Finding> findings = new ArrayList<>();
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> work(simulation, next, first + count, findings)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } finally {
            pool.shutdownNow();
        }
        findings.sort(Comparator.comparingLong(Finding::seed));
        return findings;
    }

    /** The first of so many seeds at which that invariant does not hold. */
    public static Optional<Finding> first(Simulation simulation, int invariant, long first, long count) {
        for (long seed = first; seed < first + count; seed++) {
            Optional<Finding> finding = simulation.findings(seed).stream()
                    .filter(found -> found.invariant() == invariant)
                    .findFirst();
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    private static void work(Simulation simulation, AtomicLong next, long end, List<Finding> findings) {
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Optional<Finding> finding = simulation.look(seed);
            synchronized (findings) {
                finding.ifPresent(findings::add);
                if (findings.size() >= MOST_FINDINGS) {
                    return;
                }
            }
        }
    }
}
