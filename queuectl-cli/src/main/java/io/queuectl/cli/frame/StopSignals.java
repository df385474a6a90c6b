package io.queuectl.cli.frame;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes INT, TERM and HUP away from the JVM, which would end at the first of them. A signal that was ignored when the process
 * started stays ignored, as {@code nohup} wants it.
 *
 * <p>Uses {@code sun.misc.Signal} by reflection: there is no other way in the JDK, and naming the class is a compiler warning
 * that cannot be suppressed. A JVM without it ends at the first signal, and others take its jobs over.
 */
final class StopSignals {

    private StopSignals() {}

    /** From now on hands the number of each such signal to the handler, on a thread of its own. Answers whether it does. */
    static boolean install(IntConsumer handler) {
        boolean all = true;
        for (String name : List.of("INT", "TERM", "HUP")) {
            all &= install(name, handler);
        }
        return all;
    }

    private static boolean install(String name, IntConsumer handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            int number = (int) signalType.getMethod("getNumber").invoke(signal);
            InvocationHandler calls = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    handler.accept(number);
                    return null;
                }
                return switch (method.getName()) {
                    case "hashCode" -> number;
                    case "equals" -> proxy == arguments[0];
                    default -> "StopSignals[" + name + "]";
                };
            };
            Object taker = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, calls);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, taker);
            return true;
        } catch (ReflectiveOperationException unavailable) {
            return false;
        }
    }
}
