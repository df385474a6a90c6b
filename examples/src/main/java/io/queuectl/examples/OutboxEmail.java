package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jdbi.v3.core.Jdbi;

/**
 * An order and its confirmation mail in one transaction: a shop process is killed after the order is written, after the mail is enqueued and after the
 * commit, and there is never one without the other. The shop's own tables lie in the same SQLite file as the queue; with PostgreSQL
 * it would be the same database.
 */
public final class OutboxEmail {

    private static final JobType<String> CONFIRMATION = JobType.text("mail.confirmation");

    private OutboxEmail() {}

    /** When the shop is cut off while it takes its last order. */
    enum Moment {
        AFTER_THE_ORDER,
        AFTER_THE_MAIL,
        AFTER_THE_COMMIT
    }

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("outbox")) {
            Path file = scratch.file("shop.db");
            SqliteStore.open(file).close();
            run(file, "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL)");
            for (Moment moment : Moment.values()) {
                int orders = orders(file).size();
                runShopUntil(file, moment);
                int more = orders(file).size() - orders;
                System.out.println("cut off " + moment + ": " + more + " orders went in");
                Expect.equal("orders that went in", moment == Moment.AFTER_THE_COMMIT ? 3 : 2, more);
            }
            List<String> orders = orders(file);
            Expect.equal(
                    "mails that wait",
                    orders.size(),
                    column(file, "SELECT id FROM jobs").size());
            Expect.equal("the orders that were confirmed", orders, List.copyOf(sendMails(file, orders)));
        }
    }

    /** Works off what the shops left behind, and answers which orders were confirmed. */
    private static Set<String> sendMails(Path file, List<String> orders) throws InterruptedException {
        Set<String> confirmed = new ConcurrentSkipListSet<>();
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(CONFIRMATION, (order, context) -> {
                    Expect.equal("a first confirmation of order " + order, true, confirmed.add(order));
                    System.out.println("mail: thank you for order " + order);
                })
                .build()) {
            queue.start(workers -> workers.queue("default", 2));
            for (String order : orders) {
                JobView mail =
                        queue.await(mailOf(order), Duration.ofSeconds(30)).orElseThrow();
                Expect.equal("the mail of order " + order, JobState.COMPLETED, mail.state());
            }
        }
        return confirmed;
    }

    private static void runShopUntil(Path file, Moment moment) throws IOException, InterruptedException {
        Process shop = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shop.class.getName(),
                        file.toString(),
                        moment.name())
                .inheritIO()
                .start();
        Expect.equal("the shop's exit code", Shop.CUT_OFF, shop.waitFor());
    }

    private static JobId mailOf(String order) {
        return JobId.of("mail-" + order);
    }

    private static List<String> orders(Path file) throws SQLException {
        return column(file, "SELECT id FROM orders ORDER BY CAST(id AS TEXT)");
    }

    private static List<String> column(Path file, String query) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void run(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** The process that takes three orders and dies of the last. */
    static final class Shop {

        /** What the process ends with that nobody let finish. */
        static final int CUT_OFF = 9;

        private Shop() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[0]);
            Moment moment = Moment.valueOf(arguments[1]);
            try (QueueCtl queue =
                    QueueCtl.builder().store(SqliteStore.open(file)).build()) {
                takeOrder(queue, file, "Ann");
                takeOrderWithJdbi(queue, file, "Ben");
                takeLastOrder(queue, file, "Cleo", moment);
            }
        }

        /** With plain JDBC: whatever yields the transaction's connection will do. */
        private static void takeOrder(QueueCtl queue, Path file, String customer) throws SQLException {
            try (Connection connection = connect(file)) {
                connection.setAutoCommit(false);
                String order = insert(connection, customer);
                queue.enqueue(connection, mail(order));
                connection.commit();
            }
        }

        private static void takeOrderWithJdbi(QueueCtl queue, Path file, String customer) throws SQLException {
            Jdbi.create("jdbc:sqlite:" + file)
                    .useTransaction(handle ->
                            queue.enqueue(handle.getConnection(), mail(insert(handle.getConnection(), customer))));
        }

        private static void takeLastOrder(QueueCtl queue, Path file, String customer, Moment moment)
                throws SQLException {
            try (Connection connection = connect(file)) {
                connection.setAutoCommit(false);
                String order = insert(connection, customer);
                cutOffIf(moment == Moment.AFTER_THE_ORDER);
                queue.enqueue(connection, mail(order));
                cutOffIf(moment == Moment.AFTER_THE_MAIL);
                connection.commit();
                cutOffIf(moment == Moment.AFTER_THE_COMMIT);
            }
        }

        private static JobRequest mail(String order) {
            return CONFIRMATION.of(order).id(mailOf(order).text());
        }

        /** Ends the process on the spot, as kill -9 does: nothing is closed, nothing flushed. */
        private static void cutOffIf(boolean now) {
            if (now) {
                Runtime.getRuntime().halt(CUT_OFF);
            }
        }

        private static String insert(Connection connection, String customer) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO orders (customer) VALUES (?) RETURNING id")) {
                insert.setString(1, customer);
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        }
    }
}
