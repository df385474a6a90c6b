package io.queuectl.chaos;

import io.queuectl.chaos.app.Person;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A {@link Person} at a time, and what they wrote down of their doings. For one thread. */
public final class People {

    private static final int MOVES = 1_000_000;

    private final Cluster cluster;
    private final SplittableRandom dice;
    private final Path record;
    private Program person;
    private int killed;

    /** Somebody begins to interfere. */
    public People(Cluster cluster) {
        this.cluster = cluster;
        dice = cluster.dice("people");
        record = cluster.directory().resolve("moves");
        person = somebody(MOVES);
    }

    private Program somebody(int moves) {
        String name = "u" + cluster.serial();
        return cluster.program(
                name,
                List.of(),
                Person.class,
                cluster.location(),
                Long.toString(dice.nextLong()),
                record.toString(),
                name,
                Integer.toString(moves));
    }

    /** Kills whoever it is, and has another go on. */
    public void killOne() {
        person.kill();
        killed++;
        person = somebody(MOVES);
    }

    public int killed() {
        return killed;
    }

    /** Nobody interferes any more, and nothing is paused or limited. */
    public void end() {
        person.kill();
        Program last = somebody(0);
        if (last.end(Duration.ofMinutes(2)) != 0) {
            throw new AssertionError("somebody could not undo what was set:\n" + last.said());
        }
    }

    /** What they did, each once: as it was answered, or as it was begun where nobody knows more. In the order in which they began. */
    static List<Event> doings(Cluster cluster) {
        Path record = cluster.directory().resolve("moves");
        if (!Files.exists(record)) {
            return List.of();
        }
        try {
            Map<String, Event> doings = new LinkedHashMap<>();
            for (Event event : History.parse(Files.readString(record)).events()) {
                doings.put(event.node() + " " + event.text("number"), event);
            }
            return new ArrayList<>(doings.values());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
