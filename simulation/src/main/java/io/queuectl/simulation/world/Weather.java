package io.queuectl.simulation.world;

import io.queuectl.api.StoreException;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Host;
import io.queuectl.simulation.kernel.Kernel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The way of calls to the store and back: takes time, and while the weather is bad calls get lost on it. Confined to its world. */
final class Weather {

    private static final int SHORTEST_NANOS = 30_000;
    private static final int USUAL_NANOS = 400_000;
    private static final int SLOW_NANOS = 900_000_000;

    private final Kernel kernel;
    private final Scribe scribe;
    private final SplittableRandom dice;
    private final Map<Host, Long> cutOff = new HashMap<>();
    private int faults;

    /** Told whenever something may have changed in the store. */
    private final Object news = new Object();

    private final boolean deaf;

    /** @param faults of a hundred calls */
    Weather(Kernel kernel, Scribe scribe, int faults, boolean deaf) {
        this.kernel = kernel;
        this.scribe = scribe;
        this.faults = faults;
        this.deaf = deaf;
        dice = kernel.random().split();
    }

    /** Lets most calls of a process fail for so long. */
    void cutOff(Host host, long nanos) {
        cutOff.put(host, kernel.nanos() + nanos);
    }

    /** From now on no call fails. */
    void clearUp() {
        faults = 0;
        cutOff.clear();
    }

    /** What goes wrong with a call: nothing, or one of four. */
    private int luck(Host host) {
        int percent = cutOff.getOrDefault(host, 0L) > kernel.nanos() ? 80 : faults;
        return dice.nextInt(100) < percent ? dice.nextInt(4) : -1;
    }

    /** Something may have changed: whoever waits for that may be told. */
    void tell() {
        if (!deaf && dice.nextInt(8) != 0) {
            kernel.tell(news);
        }
    }

    /** Waits until something may have changed, at most that long; answers whether it did. */
    boolean awaitNews(Duration atMost) {
        long until = kernel.nanos() + atMost.toNanos();
        kernel.waitFor(news, until);
        return kernel.nanos() < until;
    }

    /** Takes a call to the store and its answer back. What it does there, it does at one moment. */
    <T> T call(Host host, String verb, Supplier<T> work) {
        kernel.requireAlive();
        int kind = luck(host);
        boolean farThere = dice.nextBoolean();
        travel(farThere);
        switch (kind) {
            case 0 -> {
                fault(host, verb, "busy");
                throw StoreException.of(StoreException.Reason.BUSY, verb + ": locked", null);
            }
            case 1 -> {
                fault(host, verb, "unreachable");
                throw StoreException.of(StoreException.Reason.UNAVAILABLE, verb + ": unreachable", null);
            }
            case 2 -> slow(host, verb);
            default -> {}
        }
        T answer = work.get();
        travel(!farThere);
        if (kind == 2) {
            slow(host, verb);
        }
        if (kind == 3) {
            fault(host, verb, "answer lost");
            throw StoreException.unknown(StoreException.Reason.UNAVAILABLE, verb + ": answer lost", null);
        }
        return answer;
    }

    /** Every turn costs real time: so others come in between on the way there or on the way back. */
    private void travel(boolean far) {
        if (far) {
            kernel.sleep(SHORTEST_NANOS + dice.nextInt(USUAL_NANOS));
        }
    }

    private void slow(Host host, String verb) {
        int nanos = dice.nextInt(SLOW_NANOS);
        scribe.write(
                scribe.event(What.FAULT, host.name(), "slow").with("verb", verb).with("millis", nanos / 1_000_000 + 1));
        kernel.sleep(nanos);
    }

    private void fault(Host host, String verb, String how) {
        scribe.write(scribe.event(What.FAULT, host.name(), how).with("verb", verb));
    }
}
