package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One of several processes: says {@code ready}, starts on the next line it reads, says {@code ran COUNT FIRST} whenever more has run, and at the next line
 * stops, leaves the numbers of the jobs it ran, one a line and as often as each ran, and says {@code end}.
 */
public final class CrewMember {

    private static final Duration GLANCE = Duration.ofMillis(50);

    private CrewMember() {}

    /** Arguments: database, contender, setting, how many jobs there are, file. Its first line says where the database is. */
    public static void main(String... arguments) throws Exception {
        Database database = Database.named(arguments[0]);
        Contender contender = Field.named(database, arguments[1], arguments[2]);
        int jobs = Integer.parseInt(arguments[3]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Tally tally = new Tally(jobs, Duration.ZERO);
        try (Session session = contender.join(database.at(orders.readLine()), Workload.NOTHING, tally)) {
            System.out.println("ready");
            orders.readLine();
            session.start();
            Thread teller = new Thread(() -> tell(tally), "queuectl-teller-1");
            teller.setDaemon(true);
            teller.start();
            orders.readLine();
            session.stop();
            teller.interrupt();
            teller.join();
            leave(tally, jobs, Path.of(arguments[4]));
        }
        System.out.println("end");
        // Peers leave threads behind.
        System.exit(0);
    }

    private static void tell(Tally tally) {
        int told = 0;
        while (!Thread.currentThread().isInterrupted()) {
            if (tally.await(told + 1, GLANCE)) {
                told = tally.count();
                System.out.println("ran " + told + " " + tally.firstStart());
            }
        }
    }

    private static void leave(Tally tally, int jobs, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < jobs; number++) {
            lines.addAll(Collections.nCopies(tally.runs(number), Integer.toString(number)));
        }
        Files.write(file, lines);
    }
}
