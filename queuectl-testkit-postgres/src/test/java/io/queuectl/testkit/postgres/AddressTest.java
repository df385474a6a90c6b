package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An address is written in every form that people use, and read from one. */
class AddressTest {

    private static final Address ADDRESS =
            new Address("db.example", 5433, "my db", "ann", "p@ss/word&x", Map.of("sslmode", "disable"));

    @Test
    void itIsReadFromWhatItWrites() {
        assertThat(Address.parse(ADDRESS.urlWithPassword())).isEqualTo(ADDRESS);
    }

    @Test
    void itIsWrittenWithoutThePasswordUnlessAsked() {
        assertThat(ADDRESS.url()).isEqualTo("jdbc:postgresql://db.example:5433/my%20db?sslmode=disable");
        assertThat(ADDRESS.toString()).contains("ann").doesNotContain("p@ss").doesNotContain("p%40ss");
    }

    @Test
    void itHasTheShortFormOfHostingServices() {
        assertThat(ADDRESS.shortUrl())
                .isEqualTo("postgres://ann:p%40ss%2Fword%26x@db.example:5433/my%20db?sslmode=disable");
    }

    @Test
    void whatIsNoUrlOfPostgresIsRefusedWithoutItsText() {
        assertThatThrownBy(() -> Address.parse("jdbc:mysql://x?password=secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://")
                .hasMessageNotContaining("secret");
    }
}
