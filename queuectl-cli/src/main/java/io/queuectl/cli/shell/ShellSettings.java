package io.queuectl.cli.shell;

import java.time.Duration;

/**
 * How the processes of jobs are ended.
 *
 * @param grace what a job asked to end has between TERM and KILL
 * @param orphanGrace the same for what a dead worker left: short, as the job waits to run again
 */
public record ShellSettings(Duration grace, Duration orphanGrace) {

    public static final ShellSettings DEFAULT = new ShellSettings(Duration.ofSeconds(5), Duration.ofMillis(500));

    public ShellSettings {
        if (grace.isNegative() || orphanGrace.isNegative()) {
            throw new IllegalArgumentException("grace " + grace + " or " + orphanGrace + " is below zero");
        }
    }
}
