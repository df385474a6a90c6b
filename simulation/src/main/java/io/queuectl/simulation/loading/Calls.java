package io.queuectl.simulation.loading;

import io.queuectl.simulation.kernel.Instead;
import io.queuectl.simulation.kernel.Jdk;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Which call goes where. */
final class Calls {

    static final String JDK = Type.getInternalName(Jdk.class);

    /** What makes threads wait, by class and the beginning of the method's name. All that no method of {@link Jdk} stands for is unforeseen. */
    private static final Map<String, List<String>> WAITS = Map.ofEntries(
            Map.entry(
                    "java/lang/Thread",
                    List.of("start", "join", "interrupt", "isInterrupted", "isAlive", "sleep", "getId")),
            Map.entry("java/lang/Object", List.of("wait")),
            Map.entry("java/util/concurrent/locks/LockSupport", List.of("park", "unpark")),
            Map.entry("java/util/concurrent/locks/Condition", List.of("await")),
            Map.entry("java/util/concurrent/locks/ReentrantLock", List.of("lock")),
            Map.entry("java/util/concurrent/locks/Lock", List.of("lock")),
            Map.entry("java/util/concurrent/CountDownLatch", List.of("await", "countDown")),
            Map.entry("java/util/concurrent/Semaphore", List.of("acquire")),
            Map.entry("java/util/concurrent/LinkedBlockingQueue", List.of("take", "put", "add", "offer")),
            Map.entry("java/util/concurrent/BlockingQueue", List.of("take", "put")),
            Map.entry("java/util/concurrent/CompletableFuture", List.of("get", "join")),
            Map.entry("java/util/concurrent/Future", List.of("get")),
            Map.entry("java/util/concurrent/ThreadLocalRandom", List.of("next")),
            Map.entry("java/util/UUID", List.of("randomUUID")),
            Map.entry("java/lang/Math", List.of("random")),
            Map.entry("java/time/Instant", List.of("now")));

    /** Do not wait, whatever their names begin with. */
    private static final Set<String> HARMLESS = Set.of(
            "java/util/concurrent/CompletableFuture.getNow",
            "java/util/concurrent/CompletableFuture.getNumberOfDependents");

    private static final Map<String, Method> INSTEAD = table();

    private Calls() {}

    /** The static method that is called in place of this one, or {@code null}. */
    static @Nullable Method instead(String owner, String name, String descriptor, boolean isStatic) {
        return INSTEAD.get(key(owner, name, descriptor, isStatic));
    }

    /** Whether it makes a thread wait, or reads what is no simulated clock or dice. */
    static boolean isUnforeseen(String owner, String name) {
        return WAITS.getOrDefault(owner, List.of()).stream().anyMatch(name::startsWith)
                && !HARMLESS.contains(owner + "." + name);
    }

    private static Map<String, Method> table() {
        Map<String, Method> table = new HashMap<>();
        for (Method method : Jdk.class.getMethods()) {
            Instead instead = method.getAnnotation(Instead.class);
            if (instead != null) {
                Type[] all = Type.getArgumentTypes(method);
                Type[] arguments = instead.isStatic() ? all : Arrays.copyOfRange(all, 1, all.length);
                String descriptor = Type.getMethodDescriptor(Type.getReturnType(method), arguments);
                String name = instead.name().isEmpty() ? method.getName() : instead.name();
                table.put(key(Type.getInternalName(instead.of()), name, descriptor, instead.isStatic()), method);
            }
        }
        return table;
    }

    private static String key(String owner, String name, String descriptor, boolean isStatic) {
        return (isStatic ? "static " : "") + owner + "." + name + descriptor;
    }
}
