package io.queuectl.simulation.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KernelTest {

    private static final long SECOND = 1_000_000_000L;

    private final Kernel kernel = new Kernel(7);
    private final Host host = kernel.host("h");
    private final List<String> told = new ArrayList<>();

    @Test
    void timeLeapsToTheNextTurn() {
        kernel.run(host, () -> {
            kernel.sleep(3_600 * SECOND);
            told.add(kernel.millis() - Kernel.BEGINNING.toEpochMilli() + " ms");
        });
        assertThat(told).containsExactly("3600000 ms");
    }

    @Test
    void oneThreadRunsAtATimeAndTheSeedSaysWhich() {
        assertThat(order(1)).isEqualTo(order(1)).hasSize(20);
        assertThat(List.of(order(1), order(2), order(3))).doesNotHaveDuplicates();
    }

    private static List<String> order(long seed) {
        Kernel world = new Kernel(seed);
        Host one = world.host("one");
        List<String> order = new ArrayList<>();
        world.run(one, () -> {
            for (int i = 0; i < 5; i++) {
                String name = "t" + i;
                world.start(one, name, () -> {
                    for (int n = 0; n < 4; n++) {
                        world.sleep(1);
                        order.add(name);
                    }
                });
            }
            world.sleep(SECOND);
        });
        return order;
    }

    @Test
    void aStoppedProcessGoesOnLater() {
        Host other = kernel.host("other");
        kernel.run(host, () -> {
            kernel.start(other, "t", () -> {
                kernel.sleep(1_000);
                told.add("at " + kernel.nanos() / SECOND + " s");
            });
            other.pause(5 * SECOND);
            kernel.sleep(6 * SECOND);
        });
        assertThat(told).containsExactly("at 5 s");
    }

    @Test
    void aKilledProcessNeverGoesOn() {
        Host other = kernel.host("other");
        kernel.run(host, () -> {
            kernel.start(other, "t", () -> {
                try {
                    kernel.sleep(SECOND);
                    told.add("went on");
                } finally {
                    told.add("over=" + kernel.isOver());
                }
            });
            kernel.sleep(SECOND / 2);
            other.crash();
            kernel.sleep(6 * SECOND);
        });
        assertThat(told).containsExactly("over=true");
    }

    @Test
    void whatWaitsByTheJdkWaitsInTheWorld() {
        CountDownLatch latch = new CountDownLatch(1);
        LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        kernel.run(host, () -> {
            kernel.start(host, "t", () -> {
                kernel.sleep(SECOND);
                Jdk.add(queue, "item");
                kernel.sleep(SECOND);
                Jdk.countDown(latch);
            });
            try {
                told.add(Jdk.take(queue) + " at " + kernel.nanos() / SECOND);
                told.add(Jdk.await(latch, 10, TimeUnit.SECONDS) + " at " + kernel.nanos() / SECOND);
            } catch (InterruptedException unexpected) {
                told.add("interrupted");
            }
        });
        assertThat(told).containsExactly("item at 1", "true at 2");
    }

    @Test
    void aThreadThatFailsBreaksItsWorld() {
        assertThatThrownBy(() -> kernel.run(host, () -> {
                    kernel.start(host, "t", () -> {
                        throw new IllegalArgumentException("planted");
                    });
                    kernel.sleep(SECOND);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("planted");
    }

    @Test
    void aWorldInWhichNobodyCanGoOnIsBroken() {
        assertThatThrownBy(() -> kernel.run(host, () -> Jdk.park(this)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody can go on");
    }

    @Test
    void aWorldWithoutEndIsBroken() {
        assertThatThrownBy(() -> kernel.run(host, () -> {
                    while (true) {
                        kernel.sleep(1);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no end");
    }

    @Test
    void aCallNobodyForesawIsRefusedInTheWorldOnly() {
        Jdk.unforeseen("outside");
        assertThatThrownBy(() -> kernel.run(host, () -> Jdk.unforeseen("Object.wait")))
                .hasMessageContaining("Object.wait");
    }
}
