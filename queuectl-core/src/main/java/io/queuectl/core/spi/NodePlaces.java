package io.queuectl.core.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of a bounded queue each node may run at a time, by its epoch: kept with the queue's settings, and changed under the lock of its row. A node that is not
 * here runs all that it claimed. Immutable.
 *
 * @param byEpoch those of nodes that held jobs, or waited for a place, when it was written
 */
public record NodePlaces(SortedMap<Long, Place> byEpoch) {

    public static final NodePlaces NONE = new NodePlaces(new TreeMap<>());

    /** So long others leave room for a node that got no place. It asks again with each poll. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Not each time that it asks: that would be a write of its own. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(2);

    /**
     * What one node has.
     *
     * @param count zero or more
     * @param waitsSince when it got none though it wanted one, or {@code null}
     */
    public record Place(int count, @Nullable Instant waitsSince) {

        private boolean waits(Instant now) {
            return waitsSince != null && Duration.between(waitsSince, now).abs().compareTo(PATIENCE) < 0;
        }
    }

    public NodePlaces {
        byEpoch = new TreeMap<>(byEpoch);
    }

    /**
     * What a node is answered, and what is kept then.
     *
     * @param count how many of the queue's jobs it may run at a time
     */
    record Answer(int count, NodePlaces after) {}

    /** How many jobs run at most, of what the nodes hold. */
    int running(Map<Long, Integer> held) {
        return held.entrySet().stream()
                .mapToInt(node -> running(node.getKey(), node.getValue()))
                .sum();
    }

    /**
     * Gives a node what the others leave it, and its fair part if one of them has none.
     *
     * @param most how many jobs of the queue may run at a time
     * @param others how many jobs of the queue each other node holds
     */
    Answer give(long epoch, PlaceWish wish, int most, Map<Long, Integer> others, Instant now) {
        SortedMap<Long, Place> after = new TreeMap<>();
        byEpoch.forEach((node, place) -> {
            if (node != epoch && (others.containsKey(node) || place.waits(now))) {
                after.put(node, place);
            }
        });
        int waiting = (int) after.entrySet().stream()
                .filter(node -> !others.containsKey(node.getKey()))
                .count();
        int fair = waiting == 0 ? most : Math.max(1, most / (1 + others.size() + waiting));
        int count = Math.max(0, Math.min(Math.min(most - running(others), wish.wanted()), fair));
        Place own = place(epoch, Math.max(count, wish.kept()), now);
        // What is kept of others who hold nothing does no harm: it is not worth a write.
        if (own.equals(byEpoch.get(epoch))) {
            return new Answer(count, this);
        }
        after.put(epoch, own);
        return new Answer(count, new NodePlaces(after));
    }

    private int running(long epoch, int held) {
        Place place = byEpoch.get(epoch);
        return place == null ? held : Math.min(place.count(), held);
    }

    private Place place(long epoch, int count, Instant now) {
        Place before = byEpoch.get(epoch);
        if (count > 0) {
            return new Place(count, null);
        }
        Instant since = before == null ? null : before.waitsSince();
        boolean fresh = since != null && Duration.between(since, now).abs().compareTo(RENEWED_AFTER) < 0;
        return new Place(0, fresh ? since : Instant.ofEpochMilli(now.toEpochMilli()));
    }

    /** As stores keep it: {@code epoch:count}, and {@code @} with milliseconds since 1970 for one that waits; separated by blanks. {@code null} for none. */
    public @Nullable String text() {
        StringBuilder text = new StringBuilder();
        byEpoch.forEach((epoch, place) -> {
            text.append(text.length() == 0 ? "" : " ").append(epoch).append(':').append(place.count());
            Instant since = place.waitsSince();
            if (since != null) {
                text.append('@').append(since.toEpochMilli());
            }
        });
        return text.length() == 0 ? null : text.toString();
    }

    /** What {@link #text()} wrote. What it did not write is left out: those nodes run what they hold. */
    public static NodePlaces parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        SortedMap<Long, Place> read = new TreeMap<>();
        for (String word : text.split(" ")) {
            String[] parts = word.split("[:@]");
            if (parts.length == 2 || parts.length == 3) {
                Optional<Long> since = parts.length == 3 ? number(parts[2]) : Optional.empty();
                number(parts[0])
                        .ifPresent(epoch -> number(parts[1])
                                .filter(count -> count >= 0 && count <= Integer.MAX_VALUE)
                                .ifPresent(count -> read.put(
                                        epoch,
                                        new Place(
                                                count.intValue(),
                                                since.map(Instant::ofEpochMilli).orElse(null)))));
            }
        }
        return read.isEmpty() ? NONE : new NodePlaces(read);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
