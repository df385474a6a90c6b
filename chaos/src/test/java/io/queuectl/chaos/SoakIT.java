package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.chaos.Vitals.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hours under load with every fault at a low rate, on all stores at once: nothing is lost, and what workers and databases take stays what it was. */
@ExtendWith(Figures.class)
@EnabledIfSystemProperty(named = "soak.minutes", matches = "[1-9][0-9]*")
final class SoakIT {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);

    @Test
    void nothingIsLostAndNothingGrows(Figures.Table figures) throws Exception {
        List<Place> places = Place.orElse(Place.SQLITE).toList();
        ExecutorService pool = Executors.newFixedThreadPool(places.size());
        List<Cluster> clusters = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        try {
            List<Future<Soak>> soaks = new ArrayList<>();
            for (Place place : places) {
                Cluster cluster = Cluster.on(place, "soak");
                clusters.add(cluster);
                soaks.add(pool.submit(() -> new Soak(cluster).run(MINUTES)));
            }
            for (int i = 0; i < soaks.size(); i++) {
                Soak soak = soaks.get(i).get();
                figures.add("soak, " + MINUTES + " min", clusters.get(i), soak.text());
                soak.faults().forEach(fault -> faults.add(soak.store() + ": " + fault));
                rows.addAll(rows(soak));
            }
        } finally {
            clusters.forEach(Cluster::close);
            pool.shutdownNow();
        }
        write(rows);
        assertThat(faults).isEmpty();
    }

    private static List<String> rows(Soak soak) {
        List<String> rows = new ArrayList<>();
        for (Vitals sample : soak.samples()) {
            for (Metric metric : Metric.values()) {
                rows.add(String.format(
                        Locale.ROOT,
                        "soak,%s,,soak,queuectl,worker,%d,1,%s,%s,%.3f",
                        soak.store(),
                        sample.second(),
                        metric.text(),
                        metric.unit(),
                        sample.of(metric)));
            }
        }
        return rows;
    }

    /** In the form of the results that benchmarks keep, which draw the chart. */
    private static void write(List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("run,store,durability,phase,contender,setting,size,round,metric,unit,value");
        lines.addAll(rows);
        Path folder = Files.createDirectories(Path.of(System.getProperty("chaos.folder", "target/chaos")));
        Files.write(folder.resolve("soak.csv"), lines);
    }
}
