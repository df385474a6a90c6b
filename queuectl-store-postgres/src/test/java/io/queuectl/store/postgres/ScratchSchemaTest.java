package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scratch databases in a schema beside the queue's: used, left behind, and one beside the other. */
class ScratchSchemaTest {

    private Scratch database;

    @BeforeEach
    void create() {
        database = TestPostgres.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void itIsASchemaOfItsOwnAndGoneAtItsClose() throws SQLException {
        try (JobStore real = PostgresStore.open(database.address().dataSource());
                ScratchDatabase scratch = beside(database.address())) {
            try (JobStore store = scratch.open()) {
                store.admin().putSetting("measured", "yes");
                assertThat(store.admin().settings()).hasSize(1);
            }
            assertThat(scratch.folder()).isNull();
            assertThat(schemas()).hasSize(2).contains("queuectl");
            assertThat(real.admin().settings()).isEmpty();
        }
        assertThat(schemas()).containsExactly("queuectl");
    }

    @Test
    void whatNobodyHoldsIsRemovedAndNothingElse() throws SQLException {
        database.address()
                .run(
                        "CREATE SCHEMA queuectl_bench_0123456789abcdef",
                        "CREATE TABLE queuectl_bench_0123456789abcdef.job (id integer)",
                        "CREATE SCHEMA queuectl_bench_mine");
        try (ScratchDatabase first = beside(database.address())) {
            first.open().close();
            assertThat(schemas()).hasSize(2).contains("queuectl_bench_mine");
            try (ScratchDatabase second = beside(database.address())) {
                second.open().close();
                assertThat(schemas()).as("one that is held is left alone").hasSize(3);
            }
        }
        assertThat(schemas()).containsExactly("queuectl_bench_mine");
    }

    @Test
    void aRoleThatMayNotCreateSchemasIsToldWhatItLacks() throws SQLException {
        try (AppRole role = new AppRole(TestPostgres.schema(database.address()))) {
            StoreException refused = catchThrowableOfType(StoreException.class, () -> beside(role.address()));

            assertThat(refused.reason()).isEqualTo(Reason.PERMISSION);
            assertThat(refused).hasMessageContaining(role.name()).hasMessageContaining("CREATE ON DATABASE");
        }
    }

    private static ScratchDatabase beside(Address address) {
        return new PostgresStoreProvider().scratch(address.urlWithPassword(), Duration.ofSeconds(5));
    }

    private List<String> schemas() throws SQLException {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT COALESCE(string_agg(nspname, ',' ORDER BY nspname), '')
                        FROM pg_namespace
                        WHERE nspname LIKE 'queuectl%' AND nspname NOT LIKE 'queuectl_test%'""")) {
            row.next();
            return row.getString(1).isEmpty()
                    ? List.of()
                    : List.of(row.getString(1).split(",", -1));
        }
    }
}
