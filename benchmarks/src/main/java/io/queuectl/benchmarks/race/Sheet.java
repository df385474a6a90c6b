package io.queuectl.benchmarks.race;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file of one run, {@code benchmarks/target/results/NAME.csv}, written line by line so that what was measured outlives a kill. For one thread. */
public final class Sheet implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;
    private final List<Row> rows = new ArrayList<>();

    private Sheet(Path file) throws IOException {
        this.file = file;
        writer = Files.newBufferedWriter(file);
        writeLine(Row.HEADER);
    }

    /** Begins anew what was there under that name. */
    public static Sheet create(String run) throws IOException {
        return create(root().resolve("target").resolve("results"), run);
    }

    /** The same in another folder. */
    static Sheet create(Path folder, String run) throws IOException {
        return new Sheet(Files.createDirectories(folder).resolve(run + ".csv").normalize());
    }

    /** The folder of the benchmarks. */
    public static Path root() {
        return Path.of(System.getProperty("queuectl.root", "."), "benchmarks");
    }

    /** What a run has left. */
    public static List<Row> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(Row.HEADER)) {
            throw new IOException(file + " does not begin with " + Row.HEADER);
        }
        return lines.stream().skip(1).map(Row::parse).toList();
    }

    public void add(Row row) throws IOException {
        rows.add(row);
        writeLine(row.line());
    }

    private void writeLine(String line) throws IOException {
        writer.write(line);
        writer.newLine();
        writer.flush();
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
