package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a database URL may say, and that nothing of it that is secret is said again. */
class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://ann:s%2Fcret@db.example:6543/jobs, db.example:6543/jobs",
        "postgresql://ann:s%2Fcret@db.example/jobs, db.example:5432/jobs",
        "jdbc:postgresql://db.example:6543/jobs?user=ann&password=s%2Fcret, db.example:6543/jobs",
        "POSTGRES://ann:s%2Fcret@db.example/jobs, db.example:5432/jobs",
    })
    void theFormsMeanTheSame(String text, String place) {
        assertThat(PostgresUrl.accepts(text)).isTrue();
        PostgresUrl url = PostgresUrl.parse(text);
        PGSimpleDataSource source = url.source(null);

        assertThat(url).hasToString("postgresql://" + place + " (schema queuectl)");
        assertThat(source.getUser()).isEqualTo("ann");
        assertThat(source.getPassword()).isEqualTo("s/cret");
        assertThat(source.getUrl()).contains(place).doesNotContain("cret");
    }

    @Test
    void severalHostsStandForOneDatabase() {
        PostgresUrl url = PostgresUrl.parse("postgres://ann@one:5433,two/jobs?targetServerType=primary");

        assertThat(url).hasToString("postgresql://one:5433,two:5432/jobs (schema queuectl)");
        assertThat(url.source(null).getServerNames()).containsExactly("one", "two");
    }

    @Test
    void timeLimitsAreAlwaysSet() {
        PGSimpleDataSource source =
                PostgresUrl.parse("postgres://ann@host/jobs").source(null);

        assertThat(source.getConnectTimeout()).isPositive();
        assertThat(source.getSocketTimeout()).isPositive();
        assertThat(source.getLoginTimeout()).isPositive();
        assertThat(source.getTcpKeepAlive()).isTrue();
    }

    @Test
    void whatTheUrlSaysGoesBeforeTheDefaults() throws SQLException {
        PGSimpleDataSource source = PostgresUrl.parse(
                        "postgres://ann@host/jobs?connectTimeout=33&sslmode=verify-full&sslrootcert=/ca.pem")
                .source(null);

        assertThat(source.getConnectTimeout()).isEqualTo(33);
        assertThat(source.getProperty("sslmode")).isEqualTo("verify-full");
        assertThat(source.getProperty("sslrootcert")).isEqualTo("/ca.pem");
    }

    @Test
    void schemaAndSessionsAreOurs() {
        PostgresOptions options = PostgresUrl.parse("postgres://ann@host/jobs?schema=work&sessions=pooled")
                .options();

        assertThat(options.schema()).isEqualTo("work");
        assertThat(options.sessions()).isEqualTo(PostgresOptions.Sessions.POOLED);
    }

    @Test
    void aPasswordFromElsewhereIsForUrlsWithoutOne() {
        assertThat(PostgresUrl.parse("postgres://ann@host/jobs")
                        .source("elsewhere")
                        .getPassword())
                .isEqualTo("elsewhere");
        assertThat(PostgresUrl.parse("postgres://ann:own@host/jobs")
                        .source("elsewhere")
                        .getPassword())
                .isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketFactory",
                "socketFactoryArg",
                "sslfactory",
                "sslhostnameverifier",
                "sslpasswordcallback",
                "authenticationPluginClassName",
                "loggerFile",
                "loggerLevel",
                "options",
                "service",
                "currentSchema",
                "xmlFactoryFactory",
                "nonsense"
            })
    void aParameterThatIsNotOnTheListIsRefusedByName(String parameter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse("postgres://ann:secret@host/jobs?" + parameter + "=x.Y"))
                .withMessageContaining(parameter)
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PostgresUrl.parse("jdbc:postgresql://host/jobs?password=secret&" + parameter + "=x.Y"))
                .withMessageContaining(parameter)
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema=Work", "schema=a%22b", "schema=", "sessions=shared"})
    void aValueOfOursThatMakesNoSenseIsRefused(String parameter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse("postgres://ann@host/jobs?" + parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:x", "queue.db", "mysql://host/db", "postgresx://h/d"})
    void otherLocationsAreNotOurs(String text) {
        assertThat(PostgresUrl.accepts(text)).isFalse();
    }
}
