package io.queuectl.benchmarks;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code seq 10000 | sed 's/^/echo /' | queuectl enqueue --stdin}: in all, and a job beyond what starting costs. */
final class BulkEnqueue {

    private BulkEnqueue() {}

    /** Arguments: rounds (5), jobs (10000). */
    public static void main(String[] arguments) throws Exception {
        int rounds = Arguments.number(arguments, 0, 5);
        int jobs = Arguments.number(arguments, 1, 10_000);
        String lines =
                IntStream.rangeClosed(1, jobs).mapToObj(i -> "echo " + i + "\n").collect(Collectors.joining());
        Series single = new Series("enqueue of one job", "ms");
        Series bulk = new Series("enqueue of " + jobs + " jobs", "ms");
        Series each = new Series("a job, beyond the start", "µs");
        for (int round = 0; round < rounds; round++) {
            try (Scratch scratch = new Scratch()) {
                Cli cli = new Cli(scratch.file("queue.db"));
                cli.run("enqueue", "true");
                double one = cli.feed("echo 0\n", "enqueue", "--stdin") / 1e6;
                double all = cli.feed(lines, "enqueue", "--stdin") / 1e6;
                single.add(one);
                bulk.add(all);
                each.add((all - one) * 1_000 / (jobs - 1));
            }
        }
        System.out.println(single);
        System.out.println(bulk);
        System.out.println(each);
    }
}
