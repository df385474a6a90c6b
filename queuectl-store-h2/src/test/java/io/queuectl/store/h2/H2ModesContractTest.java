package io.queuectl.store.h2;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.QueryContract;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.WalkContract;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Nested;

/** The widest parts of the store contract, as a guest in databases that imitate others, through an application's pool. */
class H2ModesContractTest {

    private static final String POSTGRES = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    private static final String MYSQL = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    @Nested
    class WalksAsPostgres extends WalkContract {
        @Override
        protected StoreFixture fixture() {
            return new Guest(POSTGRES);
        }
    }

    @Nested
    class QueriesAsPostgres extends QueryContract {
        @Override
        protected StoreFixture fixture() {
            return new Guest(POSTGRES);
        }
    }

    @Nested
    class WalksAsMySql extends WalkContract {
        @Override
        protected StoreFixture fixture() {
            return new Guest(MYSQL);
        }
    }

    private static final class Guest implements StoreFixture {

        private final JdbcConnectionPool pool;

        Guest(String settings) {
            pool = JdbcConnectionPool.create(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings, "sa", "");
            pool.setMaxConnections(20);
        }

        @Override
        public JobStore open() {
            return H2Store.of(pool);
        }

        @Override
        public void close() {
            pool.dispose();
        }
    }
}
