package io.queuectl.core.engine;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What rides in one exchange: the items and the claim requests, and the way back from its receipt to each of them. */
record Load(List<LaneItem> items, List<ClaimRequest> claims) {

    boolean isEmpty() {
        return items.isEmpty() && claims.isEmpty();
    }

    boolean isSingle() {
        return items.size() + claims.size() == 1;
    }

    /** Both halves, for bisecting a load that the store refuses. */
    List<Load> halves() {
        if (items.isEmpty()) {
            int middle = claims.size() / 2;
            return List.of(
                    new Load(items, claims.subList(0, middle)), new Load(items, claims.subList(middle, claims.size())));
        }
        if (!claims.isEmpty()) {
            return List.of(new Load(items, List.of()), new Load(List.of(), claims));
        }
        int middle = items.size() / 2;
        return List.of(
                new Load(items.subList(0, middle), claims), new Load(items.subList(middle, items.size()), claims));
    }

    Batch batch(Instant now) {
        List<Settlement> settlements = new ArrayList<>(items.size());
        List<ClaimNote> notes = new ArrayList<>();
        List<NewJob> jobs = new ArrayList<>();
        for (LaneItem item : items) {
            if (item instanceof LaneItem.Ending ending) {
                settlements.add(ending.settlement());
            } else if (item instanceof LaneItem.Remark remark) {
                notes.add(remark.note());
            } else if (item instanceof LaneItem.Arrival arrival) {
                jobs.addAll(arrival.jobs);
            }
        }
        boolean allOrNothing = !items.isEmpty() && items.get(0).travelsAlone();
        return new Batch(now, settlements, notes, jobs, claims, allOrNothing, false);
    }

    /**
     * Gives every item its answer, and the claim desk what was claimed.
     *
     * @param sentOnce this was its only sending, so that what was applied already was applied by somebody else: the reaper of a node that
     *     thought this one dead
     * @param lane it went through
     */
    void deliver(Receipt receipt, boolean sentOnce, int lane, ClaimDesk desk) {
        // Jobs first: slots may be waiting for them.
        List<Claimed> claimed = receipt.claims();
        for (int i = 0; i < claims.size(); i++) {
            desk.receive(claims.get(i), claimed.get(i));
        }
        receipt.released().forEach(desk::released);
        int settlements = 0;
        int notes = 0;
        int jobs = 0;
        for (LaneItem item : items) {
            if (item instanceof LaneItem.Ending ending) {
                Settled settled = receipt.settlements().get(settlements++);
                boolean byOther = sentOnce && settled == Settled.ALREADY_APPLIED;
                ending.answer().accept(byOther ? Settled.NOT_YOURS : settled);
            } else if (item instanceof LaneItem.Remark remark) {
                Settled settled = receipt.notes().get(notes++);
                remark.answer().accept(settled);
            } else if (item instanceof LaneItem.Arrival arrival) {
                int next = jobs + arrival.jobs.size();
                List<Insertion> answers = List.copyOf(receipt.jobs().subList(jobs, next));
                desk.arrived(lane, arrival);
                arrival.complete(answers);
                jobs = next;
            }
        }
    }

    void unparkCallers() {
        for (LaneItem item : items) {
            if (item instanceof LaneItem.Arrival arrival) {
                LockSupport.unpark(arrival.caller);
            }
        }
    }
}
