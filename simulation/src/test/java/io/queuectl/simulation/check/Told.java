package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.util.List;

/** Histories written by hand: a line for each event, {@code MILLIS WHAT NODE SUBJECT name=value …}; {@code token} and {@code outcome} are no facts; {@code -} is nothing. */
final class Told {

    private Told() {}

    static History history(String text) {
        return History.of(
                text.lines().filter(line -> !line.isBlank()).map(Told::event).toList());
    }

    /** The numbers of the invariants that do not hold. */
    static List<Integer> broken(String text) {
        return HistoryCheck.violations(history(text)).stream()
                .map(Violation::number)
                .distinct()
                .toList();
    }

    private static Event event(String line) {
        String[] words = line.strip().split(" +");
        What what = What.valueOf(words[1]);
        Event event = Event.of(Long.parseLong(words[0]) * 1_000, what, given(words[2]), given(words[3]));
        for (int i = 4; i < words.length; i++) {
            String name = words[i].replaceAll("=.*", "");
            String value = words[i].substring(name.length() + 1).replace('+', ' ');
            event = switch (name) {
                case "token" -> event.under(value);
                case "outcome" -> event.ended(Outcome.valueOf(value));
                default -> event.with(name, value);
            };
        }
        return event;
    }

    private static String given(String word) {
        return word.equals("-") ? "" : word;
    }
}
