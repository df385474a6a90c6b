package io.queuectl.testkit.app;

import io.queuectl.core.spi.JobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lends one store to several queues: it stays open when one of them closes it. A proxy says that once for all methods. */
final class LentStore {

    private LentStore() {}

    static JobStore of(JobStore owned) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(owned, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
