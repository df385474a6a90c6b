package io.queuectl.simulation.world;

import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.simulation.kernel.Host;
import java.util.HashMap;
import java.util.Map;

/** The process table of the simulated host, or of many hosts with one process each. Confined to its world. */
final class Processes {

    private final boolean oneHost;
    private final Map<Long, Host> byPid = new HashMap<>();

    Processes(boolean oneHost) {
        this.oneHost = oneHost;
    }

    /** A new process, and what it sees of the others. */
    LocalProcesses start(Host host) {
        long pid = byPid.size() + 1L;
        byPid.put(pid, host);
        HostProcess self = new HostProcess(oneHost ? "host" : "", pid, pid);
        return new LocalProcesses() {
            @Override
            public HostProcess self() {
                return self;
            }

            @Override
            public boolean isGone(HostProcess process) {
                Host other = byPid.get(process.pid());
                return oneHost && other != null && other.isCrashed();
            }
        };
    }
}
