package io.queuectl.simulation.kernel;

import java.lang.reflect.Method;

/** The lightest threads that this JVM has. From a virtual one to the next the baton goes within the JVM, and seeds take half the time. */
final class Threads {

    /** The first JDK whose virtual threads wait within {@code synchronized} without holding a thread of the system. */
    private static final int FIRST_JDK = 24;

    private static final boolean VIRTUAL = Runtime.version().feature() >= FIRST_JDK;

    private Threads() {}

    static Thread make(Runnable body) {
        if (!VIRTUAL) {
            Thread thread = new Thread(body, "carrier");
            thread.setDaemon(true);
            return thread;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method unstarted = Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(builder, body);
        } catch (ReflectiveOperationException none) {
            throw new IllegalStateException("a JVM without virtual threads", none);
        }
    }
}
