package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Holds a history to the seventeen invariants. Thread-safe. */
public final class HistoryCheck {

    /** The invariants, numbered as they are listed here from 1. */
    private static final List<Supplier<Invariant>> ALL = List.of(
            EveryJobEndsOnce::new,
            OneHolderAtATime::new,
            OnlyTheHolderWrites::new,
            TheEndIsTheEnd::new,
            AttemptsAreCounted::new,
            NothingStartsEarly::new,
            EveryRepeatIsExplained::new,
            PausedAndCancelledRest::new,
            LimitsHold::new,
            InOrder::new,
            OneJobAKey::new,
            OneJobATick::new,
            TheLivingAreNotBuried::new,
            SomethingHappens::new,
            BytesComeBack::new,
            TimeGoesForward::new,
            LostAnswersAreGivenAgain::new);

    private HistoryCheck() {}

    /** How many invariants there are. */
    public static int count() {
        return ALL.size();
    }

    /** What an invariant says, in a few words. */
    public static String name(int number) {
        String name = ALL.get(number - 1).get().getClass().getSimpleName();
        return name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** What does not hold, in the order in which it shows; none is what one hopes for. */
    public static List<Violation> violations(History history) {
        List<Violation> violations = new ArrayList<>();
        List<Invariant> invariants = ALL.stream().map(Supplier::get).toList();
        Ledger ledger = new Ledger();
        for (Event event : history.events()) {
            for (int i = 0; i < invariants.size(); i++) {
                int number = i + 1;
                invariants
                        .get(i)
                        .see(event, ledger, what -> violations.add(new Violation(number, name(number), what, event)));
            }
            ledger.take(event);
        }
        return violations;
    }
}
