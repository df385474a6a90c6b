package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.SecondJvm;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A producer in another JVM, which enqueues a job for every line it reads and answers when it began to. For one thread. */
public final class RemoteProducer implements Session.Producer {

    private final SecondJvm jvm;

    private RemoteProducer(SecondJvm jvm) {
        this.jvm = jvm;
    }

    /** Returns when it is ready. */
    static RemoteProducer start(Course course, Place place, int jobs) throws IOException {
        SecondJvm jvm = SecondJvm.start(
                RemoteProducer.class,
                course.database(),
                place.location(),
                course.contender().name(),
                course.contender().setting(),
                Integer.toString(jobs));
        try {
            jvm.hear();
            return new RemoteProducer(jvm);
        } catch (IOException e) {
            jvm.close();
            throw e;
        }
    }

    @Override
    public long enqueue(int number) throws IOException {
        jvm.tell(Integer.toString(number));
        return Long.parseLong(jvm.hear());
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** Arguments: database, contender, setting, how many jobs there are. Its first line says where the database is, each further one a number. */
    public static void main(String... arguments) throws Exception {
        Database database = Database.named(arguments[0]);
        Contender contender = Field.named(database, arguments[1], arguments[2]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Tally tally = new Tally(Integer.parseInt(arguments[3]), Duration.ZERO);
        try (Session session = contender.join(database.at(orders.readLine()), Workload.NOTHING, tally);
                Session.Producer producer = session.producer()) {
            System.out.println("ready");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(producer.enqueue(Integer.parseInt(order)));
            }
        }
        // Peers leave threads behind.
        System.exit(0);
    }
}
