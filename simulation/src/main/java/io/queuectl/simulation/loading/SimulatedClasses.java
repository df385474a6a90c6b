package io.queuectl.simulation.loading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * The classes of queuectl for simulated worlds. Those of the kernel, of histories and of checks, which know nothing of queuectl, are shared with whoever made
 * this loader, and so is everything that is not queuectl's. Thread-safe.
 */
public final class SimulatedClasses extends ClassLoader {

    private static final String OURS = "io.queuectl.";
    private static final List<String> SHARED = List.of(
            "io.queuectl.simulation.kernel.", "io.queuectl.simulation.history.", "io.queuectl.simulation.check.");

    static {
        registerAsParallelCapable();
    }

    private final List<Plant> plants;
    private final Path more;

    /**
     * @param plants defects to plant
     * @param more a folder with further classes of queuectl, for those that are not on the class path; may be missing
     */
    public SimulatedClasses(List<Plant> plants, Path more) {
        super("simulated", SimulatedClasses.class.getClassLoader());
        this.plants = List.copyOf(plants);
        this.more = more;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean shared = !name.startsWith(OURS) || SHARED.stream().anyMatch(name::startsWith);
        if (shared) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] original = bytes(name);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(original).accept(new Rewriting(writer, plants), 0);
        byte[] rewritten = writer.toByteArray();
        return defineClass(name, rewritten, 0, rewritten.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(file)) {
            if (in != null) {
                return in.readAllBytes();
            }
            if (Files.exists(more.resolve(file))) {
                return Files.readAllBytes(more.resolve(file));
            }
            throw new ClassNotFoundException(name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
