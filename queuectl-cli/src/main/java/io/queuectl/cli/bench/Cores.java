package io.queuectl.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How busy this machine's processor cores are from now on, whoever keeps them so: a database on the same host counts. */
final class Cores {

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The system answers for the time since it was last asked. */
    Cores() {
        machine.getCpuLoad();
    }

    static int all() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** How many were kept busy; {@code NaN} where the system does not tell. */
    double busy() {
        double load = machine.getCpuLoad();
        return load < 0 ? Double.NaN : load * all();
    }
}
