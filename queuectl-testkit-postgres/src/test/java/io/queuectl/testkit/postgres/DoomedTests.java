package io.queuectl.testkit.postgres;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** A JVM with a server, to be killed: it says where the data is and who serves it, and stays. */
final class DoomedTests {

    private DoomedTests() {}

    public static void main(String[] args) throws SQLException, InterruptedException {
        try (PostgresServer server = TestPostgres.server()) {
            Address address = server.address();
            String data = TestPostgresTest.answer(address, "SHOW data_directory");
            String pid =
                    TestPostgresTest.answer(address, "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)");
            System.out.println(data + " " + pid);
            new CountDownLatch(1).await();
        }
    }
}
