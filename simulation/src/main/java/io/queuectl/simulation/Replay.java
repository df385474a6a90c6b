package io.queuectl.simulation;

import io.queuectl.simulation.check.HistoryCheck;
import io.queuectl.simulation.check.Violation;
import io.queuectl.simulation.history.History;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Replays one seed, or reads a history from a file, and prints it with what does not hold. */
public final class Replay {

    private Replay() {}

    /** {@code SEED [memory|sqlite|h2]}, or {@code --check FILE} with a history in NDJSON. {@code -Dndjson=true} prints NDJSON. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        if (arguments.length < 1) {
            out.println("usage: simulation/run SEED [memory|sqlite|h2] or simulation/run --check FILE");
            out.flush();
            System.exit(2);
        }
        History history = arguments[0].equals("--check")
                ? History.parse(Files.readString(Path.of(arguments[1])))
                : Simulation.on(arguments.length > 1 ? arguments[1] : "memory").history(Long.parseLong(arguments[0]));
        out.print(Boolean.getBoolean("ndjson") ? history.ndjson() : history.toString());
        List<Violation> violations = HistoryCheck.violations(history);
        violations.forEach(out::println);
        out.println(history.events().size() + " events, " + violations.size() + " violations");
        out.flush();
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
