package io.queuectl.core.spi;

/**
 * One process for ever: pid and start time within one boot (and one pid namespace) of one host.
 *
 * @param host identifies boot and pid namespace; empty where that cannot be known, and then never equal to another
 * @param pid the process id
 * @param started the kernel's start time of the process, in its own unit
 */
public record HostProcess(String host, long pid, long started) {

    /** Whether both ran, or run, on this very boot of this host and can see each other's pids. */
    public boolean sharesHostWith(HostProcess other) {
        return !host.isEmpty() && host.equals(other.host);
    }
}
