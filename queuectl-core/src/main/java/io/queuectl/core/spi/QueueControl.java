package io.queuectl.core.spi;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is set for queues, and how full they are. There is a row only for a queue for which somebody set something: who claims from another
 * reads and locks nothing here.
 *
 * <p>A claim request marked {@link ClaimRequest#limited()} is granted no more than the settings of its queue let it have, counted over all nodes and exact
 * however many claim at once. Guarantees tried by {@code QueueControlContract} and {@code LimitStorm}.
 */
public interface QueueControl {

    /** The settings of every queue that has some, by name. Cheap: it is read once a second by each node. */
    List<QueueSettings> settings();

    /**
     * Replaces the settings of a queue by what the function makes of them, in one durable transaction in which nobody else changes them. May call
     * it again after a conflict. Answers the new ones. A new rate begins with a full bucket; a changed one keeps the whole permits that are
     * there, as far as its bucket holds them.
     */
    QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now);

    /** How many jobs of a queue wait, due or not; counts no further than {@code atMost}. */
    int waiting(QueueName queue, int atMost);

    /** A group as it is; empty if nobody has a place in it (contract: {@code GroupContract}). */
    Optional<GroupView> group(String key);

    /**
     * So many of a group have a place from now on, until a job says otherwise: those that wait and find room get theirs; nobody loses one. Answers whether anybody
     * has a place in it or waits for one: nothing is kept of other groups (contract: {@code GroupContract}).
     */
    boolean resize(Group group);

    /** Every queue that holds jobs, by name. Reads all rows, as {@link JobQueries#counts()} does. */
    List<QueueDepth> depths(Instant now);
}
