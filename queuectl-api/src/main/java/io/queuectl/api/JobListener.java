package io.queuectl.api;

/** Is told what happens to jobs on this node. Called on engine threads: return quickly. What it throws is logged and goes no further. */
@FunctionalInterface
public interface JobListener {

    void on(JobEvent event);
}
