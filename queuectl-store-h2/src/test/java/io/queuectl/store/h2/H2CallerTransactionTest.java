package io.queuectl.store.h2;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.CallerTransactionContract;
import io.queuectl.testkit.store.SharedStoreFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that commit with the application's own rows, in whatever way the application opens its H2. */
class H2CallerTransactionTest {

    @TempDir
    static Path folder;

    @Nested
    class InAFile extends CallerTransactionContract {
        @Override
        protected SharedStoreFixture fixture() {
            return new Application("async:" + folder.resolve(UUID.randomUUID().toString()));
        }
    }

    @Nested
    class InMemory extends CallerTransactionContract {
        @Override
        protected SharedStoreFixture fixture() {
            return new Application(memory());
        }
    }

    @Nested
    class AsPostgres extends CallerTransactionContract {
        @Override
        protected SharedStoreFixture fixture() {
            return new Application(memory() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        }
    }

    @Nested
    class AsMySql extends CallerTransactionContract {
        @Override
        protected SharedStoreFixture fixture() {
            return new Application(memory() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        }
    }

    private static String memory() {
        return "mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    private record Application(String database) implements SharedStoreFixture {

        @Override
        public JobStore open() {
            return H2Store.of(source());
        }

        @Override
        public Connection connect() throws SQLException {
            return source().getConnection();
        }

        private DataSource source() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:" + database);
            source.setUser("sa");
            source.setPassword("");
            return source;
        }

        @Override
        public void close() {
            try (Connection connection = connect()) {
                TestDatabase.run(connection, "SHUTDOWN IMMEDIATELY");
            } catch (SQLException e) {
                throw new IllegalStateException("the database " + database + " does not shut down", e);
            }
        }
    }
}
