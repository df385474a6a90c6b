package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a process and a database took at a moment: each metric a number in its unit. */
record Vitals(long second, Map<Metric, Double> values) {

    private static final double MEGA = 1_000_000;

    /** What is watched, and how much more of it late than early still counts as flat. */
    enum Metric {
        MEMORY("memory", "MB", 1.2, 20),
        THREADS("threads", "threads", 1.1, 3),
        HANDLES("handles", "open files", 1.1, 5),
        DATABASE("database", "MB", 1.3, 4),
        LOG("log", "MB", 1.5, 20);

        private final String text;
        private final String unit;
        private final double factor;
        private final double slack;

        Metric(String text, String unit, double factor, double slack) {
            this.text = text;
            this.unit = unit;
            this.factor = factor;
            this.slack = slack;
        }

        String text() {
            return text;
        }

        String unit() {
            return unit;
        }

        /** Whether what is usual late in a run is no more than what was usual early, but for what comes and goes. */
        boolean isFlat(double early, double late) {
            return late <= Math.max(early * factor, early + slack);
        }
    }

    /** Of a process that lives, and of the cluster's database. */
    static Vitals of(long second, Program program, Cluster cluster) {
        Path process = Path.of("/proc", Long.toString(program.pid()));
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            Map<Metric, Double> values = new EnumMap<>(Metric.class);
            List<String> status = Files.readAllLines(process.resolve("status"));
            values.put(Metric.MEMORY, number(status, "VmRSS:") * 1_024 / MEGA);
            values.put(Metric.THREADS, number(status, "Threads:"));
            values.put(Metric.HANDLES, (double) handles.count());
            Place.Disk disk = cluster.disk();
            values.put(Metric.DATABASE, disk.database() / MEGA);
            values.put(Metric.LOG, disk.log() / MEGA);
            return new Vitals(second, values);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    double of(Metric metric) {
        return values.getOrDefault(metric, 0.0);
    }

    private static double number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Which metrics grew: the median of the last quarter beside that of the second, when everything has warmed up. */
    static List<String> grown(List<Vitals> samples) {
        return Stream.of(Metric.values())
                .filter(metric -> !metric.isFlat(median(samples, metric, 1), median(samples, metric, 3)))
                .map(metric -> "%s grew from %.1f to %.1f %s"
                        .formatted(
                                metric.text(), median(samples, metric, 1), median(samples, metric, 3), metric.unit()))
                .toList();
    }

    /** In one of the four quarters of a run, counted from 0. */
    static double median(List<Vitals> samples, Metric metric, int quarter) {
        List<Vitals> part = samples.subList(samples.size() * quarter / 4, samples.size() * (quarter + 1) / 4);
        double[] sorted =
                part.stream().mapToDouble(sample -> sample.of(metric)).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
