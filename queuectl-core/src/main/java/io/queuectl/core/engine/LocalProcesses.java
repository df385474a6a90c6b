package io.queuectl.core.engine;

import io.queuectl.core.spi.HostProcess;

/** The processes of this host: who we are, and who is gone. */
public interface LocalProcesses {

    /** This very process. */
    HostProcess self();

    /** Whether a process that runs on this boot of this host has ended. {@code false} where that cannot be known. */
    boolean isGone(HostProcess process);

    /** Knows itself only by pid and finds nobody gone: for hosts without {@code /proc}, and for tests of the lease alone. */
    static LocalProcesses blind() {
        HostProcess self = new HostProcess("", ProcessHandle.current().pid(), 0);
        return new LocalProcesses() {
            @Override
            public HostProcess self() {
                return self;
            }

            @Override
            public boolean isGone(HostProcess process) {
                return false;
            }
        };
    }
}
