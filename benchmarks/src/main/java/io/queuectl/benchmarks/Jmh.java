package io.queuectl.benchmarks;

import io.queuectl.benchmarks.engine.ProcessorTime;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The micro-benchmarks, with allocations and processor time an operation. Takes what JMH takes: {@code -h} tells, {@code -l} lists. */
final class Jmh {

    private Jmh() {}

    public static void main(String... line) throws IOException {
        List<String> profilers = List.of("-prof", "gc", "-prof", ProcessorTime.class.getName());
        org.openjdk.jmh.Main.main(
                Stream.concat(profilers.stream(), Stream.of(line)).toArray(String[]::new));
    }
}
