package io.queuectl.cli.frame;

import java.util.List;

/**
 * One command: a class with picocli's annotations for its own options, run once. What it throws is reported by the frame;
 * {@link Refusal} is the usual way to say no.
 */
public interface Action {

    ExitCode run(Session session) throws Exception;

    /** A command that takes everything after {@code --} as it is. Others have it parsed as positional arguments. */
    interface TakesTail extends Action {

        void tail(List<String> words);
    }
}
