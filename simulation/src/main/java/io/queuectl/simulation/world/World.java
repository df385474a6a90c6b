package io.queuectl.simulation.world;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Kernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One world: a database, nodes that work on it and fare badly for some seconds, jobs and moves; then peace, until all is done. */
final class World {

    private static final long MILLI = 1_000_000L;
    private static final long LOOK_NANOS = 50 * MILLI;
    private static final long PATIENCE_MILLIS = 40_000;

    private final Kernel kernel;
    private final Shape shape;
    private final Scribe scribe;
    private final Weather weather;
    private final Processes processes;
    private final Stores stores;
    private final SplittableRandom dice;
    private final List<Node> nodes = new ArrayList<>();

    World(long seed, Stores stores) {
        this.stores = stores;
        kernel = new Kernel(seed);
        shape = Shape.of(kernel.random());
        scribe = new Scribe(kernel);
        weather = new Weather(kernel, scribe, shape.faults(), shape.deaf());
        processes = new Processes(shape.oneHost());
        dice = kernel.random().split();
    }

    History run() {
        kernel.run(kernel.host("world"), this::live);
        return scribe.history();
    }

    /** What was written, if the world broke before its end. */
    History soFar() {
        return scribe.history();
    }

    Kernel kernel() {
        return kernel;
    }

    Shape shape() {
        return shape;
    }

    Scribe scribe() {
        return scribe;
    }

    Weather weather() {
        return weather;
    }

    Processes processes() {
        return processes;
    }

    Stores stores() {
        return stores;
    }

    private void live() {
        begin();
        JobStore raw = stores.get();
        for (int i = 0; i < shape.nodes(); i++) {
            addNode();
        }
        Node client = new Node(this, "client");
        Producer producer = new Producer(this, client);
        Node person = new Node(this, "person");
        Operator operator = new Operator(this, person);
        kernel.start(client.host(), "producer", producer);
        kernel.start(person.host(), "operator", operator);
        trouble(List.of(client, person));
        while (!producer.isDone() || !operator.isDone()) {
            kernel.sleep(LOOK_NANOS);
        }
        heal(person, operator);
        settle(raw, person, operator);
        nodes.stream().filter(Node::isAtWork).forEach(Node::close);
        kernel.sleep(dice.nextInt(2_000) * MILLI);
        report(raw);
    }

    private void begin() {
        scribe.write(scribe.event(What.BEGIN, "", "")
                .with("lease", shape.lease().toMillis())
                .with("poll", shape.poll().toMillis())
                .with("slots", shape.slots())
                .with("maxLosses", Node.MAX_LOSSES)
                .with("tolerance", 2 * shape.skew())
                .with("call", 2_000)
                .with("window", shape.lease().toMillis() / 3 + 300)
                .with("orderWindow", 0)
                .with("handler", Work.LONGEST.toMillis())
                .with("first", 50)
                .with("factor", 2)
                .with("cap", 300)
                .with("jitter", shape.jitter()));
    }

    private Node addNode() {
        Node node = new Node(this, "n" + (nodes.size() + 1));
        if (shape.skew() > 0) {
            node.skew(dice.nextInt(2 * shape.skew()) - shape.skew());
        }
        nodes.add(node);
        node.start();
        return node;
    }

    /** Kills, stops, cuts off, closes and restarts nodes, and sets their clocks. */
    private void trouble(List<Node> others) {
        int blows = shape.crashes() + shape.stops() + shape.cuts() + (shape.skew() > 0 ? 1 : 0) + 1;
        for (int i = 0; i < blows; i++) {
            kernel.sleep(dice.nextLong(2L * shape.troubled() * MILLI / blows));
            if (i < shape.cuts()) {
                cut(others);
            } else {
                strike(i - shape.cuts());
            }
        }
    }

    private void cut(List<Node> others) {
        int who = dice.nextInt(nodes.size() + others.size());
        Node victim = who < nodes.size() ? nodes.get(who) : others.get(who - nodes.size());
        weather.cutOff(victim.host(), dice.nextLong(2_000) * MILLI);
    }

    private void strike(int blow) {
        Node victim = nodes.get(dice.nextInt(nodes.size()));
        if (!victim.isAlive()) {
            addNode();
        } else if (blow < shape.crashes()) {
            victim.crash();
        } else if (blow < shape.crashes() + shape.stops()) {
            victim.stop(dice.nextLong(2 * shape.lease().toMillis()));
        } else if (blow == shape.crashes() + shape.stops() && shape.skew() > 0) {
            victim.skew(dice.nextInt(2 * shape.skew()) - shape.skew());
        } else if (dice.nextInt(3) == 0 && victim.isAtWork()) {
            victim.close();
        }
    }

    private void heal(Node person, Operator operator) {
        weather.clearUp();
        while (nodes.stream().anyMatch(node -> node.host().isPaused())) {
            kernel.sleep(LOOK_NANOS);
        }
        kernel.start(person.host(), "healer", operator::setFree);
        while (nodes.stream().noneMatch(Node::isAtWork)) {
            keepSomebodyAlive();
            kernel.sleep(LOOK_NANOS);
        }
        kernel.sleep(2 * LOOK_NANOS);
        scribe.write(scribe.event(What.HEALED, "", ""));
    }

    private void settle(JobStore raw, Node person, Operator operator) {
        if (shape.schedule()) {
            kernel.sleep(dice.nextInt(3_000) * MILLI);
            kernel.start(person.host(), "removal", operator::removeSchedule);
            kernel.sleep(LOOK_NANOS);
        }
        long until = kernel.millis() + PATIENCE_MILLIS;
        while (!isQuiet(raw) && kernel.millis() < until) {
            keepSomebodyAlive();
            kernel.sleep(LOOK_NANOS);
        }
        scribe.write(scribe.event(What.QUIET, "", "")
                .ended(isQuiet(raw) ? Outcome.OK : Outcome.FAILED)
                .with("now", kernel.millis()));
    }

    /** A wish to stop may reach the last of them late. */
    private void keepSomebodyAlive() {
        if (nodes.stream().noneMatch(Node::isAlive)) {
            addNode();
        }
    }

    private boolean isQuiet(JobStore raw) {
        return nodes.stream().allMatch(Node::isIdle)
                && raw.queries().counts().stream()
                        .allMatch(count -> count.state().isFinished());
    }

    private void report(JobStore raw) {
        PageRequest page = PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT);
        for (JobView job : raw.queries().list(JobFilter.ANY, page).jobs()) {
            Event end = scribe.event(What.FINAL, "", job.id().text());
            scribe.write(end.with("state", job.state().text())
                    .with("attempts", job.counters().attempts())
                    .with("hash", Scribe.hash(job.payload()))
                    .with("created", job.createdAt().toEpochMilli())
                    .with("started", lastStart(raw, job))
                    .with("finished", millis(job.finishedAt())));
            for (LogEntry entry : raw.queries().logs(job.id(), 0, 100)) {
                scribe.write(scribe.event(What.LOG, "", job.id().text())
                        .with("ordinal", entry.ordinal())
                        .with("text", entry.line().text()));
            }
        }
        for (StateCount count : raw.queries().counts()) {
            scribe.write(scribe.event(What.COUNT, "", count.queue().text())
                    .with("state", count.state().text())
                    .with("count", count.count()));
        }
        scribe.write(scribe.event(What.END_OF_HISTORY, "", ""));
    }

    private static @Nullable Long lastStart(JobStore raw, JobView job) {
        List<Attempt> attempts = raw.queries().attempts(job.id());
        return attempts.isEmpty()
                ? null
                : millis(attempts.get(attempts.size() - 1).startedAt());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
