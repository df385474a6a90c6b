package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A tick of a schedule adds one job, however many nodes look at it, and those that were missed become what the schedule says. */
final class OneJobATick implements Invariant {

    private final Map<String, Event> last = new HashMap<>();
    private final Set<String> fired = new HashSet<>();

    private final Set<String> paused = new HashSet<>();

    /** Schedules with the revisions upon which they were fired. */
    private final Set<String> looked = new HashSet<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        if (event.isDone(What.TICK)) {
            String changed = event.text("changed");
            if (changed == null) {
                fire(event, complaints);
            } else {
                last.remove(event.subject());
                change(event.subject(), changed);
            }
            boolean counts = !"".equals(event.text("ticks")) && !"removed".equals(changed);
            if (counts && !"paused".equals(changed)) {
                last.put(event.subject(), event);
            }
        } else if (event.what() == What.QUIET) {
            last.forEach((name, tick) -> stuck(name, tick, event, ledger.setting("tolerance", 0), complaints));
        }
    }

    private void change(String name, String how) {
        if (how.equals("paused")) {
            paused.add(name);
        } else if (!how.equals("made")) {
            paused.remove(name);
        }
    }

    private void fire(Event event, Consumer<String> complaints) {
        String revision = event.text("revision");
        if (revision != null && !looked.add(event.subject() + " " + revision)) {
            complaints.accept("schedule " + event.subject() + " was fired twice upon its revision " + revision);
        }
        if ("".equals(event.text("ticks"))) {
            return;
        }
        if (paused.contains(event.subject())) {
            complaints.accept("schedule " + event.subject() + " is paused and was fired");
        }
        String[] ticks = String.valueOf(event.text("ticks")).split(" ");
        for (String tick : ticks) {
            if (!fired.add(event.subject() + ":" + tick)) {
                complaints.accept("tick " + tick + " of schedule " + event.subject() + " was fired before");
            }
        }
        if ("once".equals(event.text("missed")) && ticks.length > 1) {
            complaints.accept(ticks.length + " jobs for ticks of which one stands for all");
        }
        inOrder(event, Instant.parse(ticks[0]).toEpochMilli(), complaints);
    }

    private void inOrder(Event event, long first, Consumer<String> complaints) {
        Event before = last.get(event.subject());
        long every = event.number("every", 0);
        if (before == null || before.text("changed") != null || every == 0) {
            return;
        }
        long passed = (first - latest(before)) / every;
        if (passed < 1) {
            complaints.accept(
                    "tick " + Instant.ofEpochMilli(first) + " after tick " + Instant.ofEpochMilli(latest(before)));
        } else if (passed > 1 && "all".equals(event.text("missed"))) {
            complaints.accept(passed - 1 + " ticks before " + Instant.ofEpochMilli(first) + " were passed over");
        }
    }

    private static long latest(Event tick) {
        String[] ticks = String.valueOf(tick.text("ticks")).split(" ");
        return Instant.parse(ticks[ticks.length - 1]).toEpochMilli();
    }

    private static void stuck(String name, Event tick, Event quiet, long tolerance, Consumer<String> complaints) {
        long every = tick.number("every", 0);
        long silent = quiet.millis() - tick.millis();
        if (every > 0 && silent > 2 * every + 2 * tolerance + 3_000) {
            complaints.accept("schedule " + name + " has not fired for " + silent + " ms");
        }
    }
}
