package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.race.Row;
import java.util.ArrayList;
import java.util.List;

/** Results that nobody measured. */
final class Invented {

    private final List<String> lines = new ArrayList<>(List.of(Row.HEADER));

    /** A figure in jobs a second. */
    Invented rate(String run, String phase, String contender, String setting, long size, double... rounds) {
        return figure(run + ",postgres,fsync on", phase, contender, setting, size + ",%d,rate,jobs/s,", rounds);
    }

    Invented latency(String phase, String contender, String metric, double... rounds) {
        return figure("one,postgres,fsync on", phase, contender, "default", "300,%d," + metric + ",ms,", rounds);
    }

    /** Of a contender that is durable in its own way. */
    Invented bullmq(String durability, double... rounds) {
        return figure(
                "one,postgres," + durability, "drain", "bullmq-synced", "default", "1000,%d,rate,jobs/s,", rounds);
    }

    /** How long a drain was at most. */
    Invented cap(String contender, double seconds) {
        return figure("one,postgres,fsync on", "drain", contender, "default", "1000,%d,cap,s,", seconds);
    }

    private Invented figure(
            String where, String phase, String contender, String setting, String rest, double... rounds) {
        for (int i = 0; i < rounds.length; i++) {
            lines.add(
                    String.join(",", where, phase, contender, '"' + setting + '"', rest.formatted(i + 1) + rounds[i]));
        }
        return this;
    }

    List<String> lines() {
        return lines;
    }

    Results results() {
        return new Results(
                lines.stream().skip(1).map(Row::parse).map(Reading::of).toList());
    }
}
