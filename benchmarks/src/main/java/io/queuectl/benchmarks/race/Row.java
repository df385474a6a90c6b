package io.queuectl.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One value of a run, as it stands in a line of its file.
 *
 * @param run the name of the run
 * @param store the text of a database: {@code h2-memory}
 * @param size the number that varies in a curve, else the job count
 * @param round from 1; the discarded one has none
 * @param unit of the value
 */
public record Row(
        String run,
        String store,
        String durability,
        String phase,
        String contender,
        String setting,
        int size,
        int round,
        String metric,
        String unit,
        double value) {

    /** The first line of a file. */
    public static final String HEADER = "run,store,durability,phase,contender,setting,size,round,metric,unit,value";

    private static final int FIELDS = 11;

    /** @throws IllegalArgumentException if the line is none */
    public static Row parse(String line) {
        List<String> words = split(line);
        if (words.size() != FIELDS) {
            throw new IllegalArgumentException("a line has " + words.size() + " fields: " + line);
        }
        return new Row(
                words.get(0),
                words.get(1),
                words.get(2),
                words.get(3),
                words.get(4),
                words.get(5),
                Integer.parseInt(words.get(6)),
                Integer.parseInt(words.get(7)),
                words.get(8),
                words.get(9),
                Double.parseDouble(words.get(10)));
    }

    /** The line in a file. */
    public String line() {
        return List.of(
                        run,
                        store,
                        durability,
                        phase,
                        contender,
                        setting,
                        Integer.toString(size),
                        Integer.toString(round),
                        metric,
                        unit,
                        String.format(Locale.ROOT, "%.6f", value))
                .stream()
                .map(Row::quoted)
                .collect(Collectors.joining(","));
    }

    private static String quoted(String word) {
        return word.contains(",") || word.contains("\"") ? "\"" + word.replace("\"", "\"\"") + "\"" : word;
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '"' && within && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                word.append(next);
                i++;
            } else if (next == '"') {
                within = !within;
            } else if (next == ',' && !within) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(next);
            }
        }
        words.add(word.toString());
        return words;
    }
}
