package io.queuectl.testkit.cost;

/**
 * What was spent on a store.
 *
 * @param statements executed; a batch of a driver counts as many as it holds
 * @param roundTrips calls that would wait for the answer of a server, if there is one; a batch of a driver counts as one
 * @param commits transactions that wrote
 */
public record Cost(long statements, long roundTrips, long commits) {

    Cost minus(Cost before) {
        return new Cost(statements - before.statements, roundTrips - before.roundTrips, commits - before.commits);
    }
}
