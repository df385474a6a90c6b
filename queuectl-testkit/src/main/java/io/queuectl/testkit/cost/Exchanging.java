package io.queuectl.testkit.cost;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores that work as another, but for their exchanges; and that leave it open when they are closed. */
final class Exchanging {

    /** The hot verb alone. */
    @FunctionalInterface
    interface Verb {
        Receipt exchange(Batch batch);
    }

    private Exchanging() {}

    /** @param around makes the verb of the one that is wrapped another one */
    static JobStore store(JobStore inner, UnaryOperator<Verb> around) {
        Verb verb = around.apply(inner::exchange);
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("exchange")) {
                        return verb.exchange((Batch) arguments[0]);
                    }
                    return method.getName().equals("close") ? null : call(inner, method, arguments);
                });
    }

    private static @Nullable Object call(JobStore inner, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(inner, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
