package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Peer;
import io.queuectl.benchmarks.contender.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The best settings of the peers that sweeps have found, {@code benchmarks/results/best.properties}: {@code postgres.db-scheduler=…} a line. For one thread. */
final class Best {

    private final Path file;
    private final Map<String, String> lines;

    private Best(Path file, Map<String, String> lines) {
        this.file = file;
        this.lines = new TreeMap<>(lines);
    }

    static Best read() throws IOException {
        return read(Sheet.root().resolve("results").resolve("best.properties"));
    }

    static Best read(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return new Best(
                file,
                lines.stream()
                        .filter(line -> !line.startsWith("#") && line.contains("="))
                        .collect(Collectors.toMap(
                                line -> line.substring(0, line.indexOf('=')),
                                line -> line.substring(line.indexOf('=') + 1))));
    }

    Optional<Tuning> of(Database database, Peer peer) {
        return Optional.ofNullable(lines.get(key(database, peer))).map(Tuning::parse);
    }

    /** Keeps it for later runs. */
    void keep(Database database, Peer peer, Tuning tuning) throws IOException {
        lines.put(key(database, peer), tuning.text());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                Stream.concat(
                                Stream.of(
                                        "# What benchmarks/run Sweep found to be each peer's fastest settings for a drain."),
                                lines.entrySet().stream().map(line -> line.getKey() + "=" + line.getValue()))
                        .toList());
    }

    private static String key(Database database, Peer peer) {
        return database.text() + "." + peer.name();
    }
}
