package io.queuectl.simulation.world;

import io.queuectl.core.spi.JobStore;
import io.queuectl.store.h2.H2Store;
import io.queuectl.store.sqlite.SqliteStore;
import io.queuectl.testkit.MemoryJobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One database, opened anew by each process of a world, as any store that there is. Confined to its world. */
final class Stores implements Supplier<JobStore>, AutoCloseable {

    private static final String PLANTED = "planted:";
    private static final String SLIP = "slip:";
    private static final AtomicLong NAMES = new AtomicLong();

    private final Supplier<JobStore> opening;
    private final Runnable removal;
    private final List<JobStore> opened = new ArrayList<>();

    private Stores(Supplier<JobStore> opening, Runnable removal) {
        this.opening = opening;
        this.removal = removal;
    }

    /** @param kind {@code memory}, {@code sqlite}, {@code h2}, {@code planted:} and the name of a defect of the test kit's own tests, or {@code slip:} and that of a {@link Slip} */
    static Stores of(String kind) {
        if (kind.startsWith(PLANTED)) {
            return new Stores(planted(kind.substring(PLANTED.length())), () -> {});
        }
        if (kind.startsWith(SLIP)) {
            Slip slip = Slip.valueOf(kind.substring(SLIP.length()));
            MemoryJobStore first = new MemoryJobStore();
            return new Stores(() -> slip.in(first.another()), () -> {});
        }
        return switch (kind) {
            case "memory" -> {
                MemoryJobStore first = new MemoryJobStore();
                yield new Stores(first::another, () -> {});
            }
            case "h2" -> {
                String name = "simulation-" + NAMES.incrementAndGet();
                yield new Stores(() -> H2Store.memory(name), () -> {});
            }
            case "sqlite" -> sqlite();
            default -> throw new IllegalArgumentException("no store is called " + kind);
        };
    }

    @Override
    public JobStore get() {
        JobStore store = opening.get();
        opened.add(store);
        return store;
    }

    @Override
    public void close() {
        opened.forEach(JobStore::close);
        removal.run();
    }

    private static Stores sqlite() {
        try {
            Path memory = Path.of("/dev/shm");
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "simulation")
                    : Files.createTempDirectory("simulation");
            return new Stores(() -> SqliteStore.open(folder.resolve("queue.db")), () -> remove(folder));
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** The test kit plants them for the contract of stores, and shows them to nobody. */
    private static Supplier<JobStore> planted(String name) {
        try {
            Class<?> tables = Class.forName("io.queuectl.testkit.MemoryData");
            Class<?> defects = Class.forName("io.queuectl.testkit.Defect");
            Constructor<?> empty = tables.getDeclaredConstructor();
            empty.setAccessible(true);
            Object data = empty.newInstance();
            Method valueOf = defects.getDeclaredMethod("valueOf", String.class);
            valueOf.setAccessible(true);
            Object defect = valueOf.invoke(null, name);
            Method open = defects.getDeclaredMethod("open", tables);
            open.setAccessible(true);
            return () -> {
                try {
                    return (JobStore) open.invoke(defect, data);
                } catch (ReflectiveOperationException broken) {
                    throw new IllegalStateException(broken);
                }
            };
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("the test kit's tests are not compiled, or plant no " + name, missing);
        }
    }
}
