package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** A job that is completed, dead or cancelled stays so until somebody puts it back by name, and then it begins anew. In the end it is what it last became. */
final class TheEndIsTheEnd implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        if (line.doubtful) {
            return;
        }
        if (event.isDone(What.CLAIM) && (line.isFinished() || line.deleted)) {
            complaints.accept("job " + line.id + " was given out and is " + (line.deleted ? "deleted" : line.state));
        }
        if (event.isDone(What.SETTLE) && line.isFinished()) {
            complaints.accept("job " + line.id + " became " + event.text("to") + " and was " + line.state);
        }
        if (event.isDone(What.MOVE) && "done".equals(event.text("answer"))) {
            moved(event, line, complaints);
        }
        if (event.what() == What.FINAL && !line.state.isEmpty()) {
            ended(event, line, complaints);
        }
    }

    private static void moved(Event event, Line line, Consumer<String> complaints) {
        boolean requeue = "requeue".equals(event.text("verb"));
        if (line.state.equals("completed") && !"delete".equals(event.text("verb"))) {
            complaints.accept("job " + line.id + " was completed and was moved");
        } else if (line.isHeld()) {
            complaints.accept("job " + line.id + " was snatched from its holder");
        } else if (line.isFinished() && !requeue && !"delete".equals(event.text("verb"))) {
            complaints.accept("job " + line.id + " was " + line.state + " and was moved");
        }
    }

    private static void ended(Event event, Line line, Consumer<String> complaints) {
        if (line.deleted) {
            complaints.accept("job " + line.id + " was deleted and is there");
        }
        if (!line.state.equals(event.text("state"))) {
            complaints.accept("job " + line.id + " is " + event.text("state") + " and became " + line.state + " last");
        }
    }
}
