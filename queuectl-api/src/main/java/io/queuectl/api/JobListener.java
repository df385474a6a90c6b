package io.queuectl.api;

/**
 * Is told what happens to jobs on this node, one event after another on a thread of its own. What it throws is logged and goes no further. While it is far
 * behind no more jobs are claimed, but for one that is stuck in an event for longer than a second: that one misses events.
 */
@FunctionalInterface
public interface JobListener {

    void on(JobEvent event);
}
