package io.queuectl.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Values to JSON and back, and what is said where that does not go. */
class JsonCodecTest {

    private static final JsonCodec<Order> ORDER = JsonCodec.of(Order.class);
    private static final Order BOOKS = new Order("o-1", 2, Instant.parse("2026-11-23T08:00:00Z"));

    record Order(String number, int items, Instant placed) {}

    record Person(String firstName) {}

    @Test
    void aRecordIsPlainJsonAndComesBack() {
        Payload payload = ORDER.encode(BOOKS);

        assertThat(payload.text()).isEqualTo("""
                {"number":"o-1","items":2,"placed":"2026-11-23T08:00:00Z"}""");
        assertThat(ORDER.decode(payload)).isEqualTo(BOOKS);
    }

    @Test
    void whatAnotherLanguageWroteIsRead() {
        Payload payload = Payload.of("""
                { "placed": "2026-11-23T09:00:00+01:00", "items": 2, "number": "o-\\u0031" }
                """);

        assertThat(ORDER.decode(payload)).isEqualTo(BOOKS);
    }

    @Test
    void theElementsOfAListKeepTheirType() {
        JobType<List<Order>> bill = JobType.of("orders.bill", JsonCodec.of(new TypeReference<>() {}));

        List<Order> decoded = bill.codec().decode(bill.of(List.of(BOOKS, BOOKS)).payload());
        assertThat(decoded.get(1)).isEqualTo(BOOKS);
    }

    @Test
    void theApplicationsOwnMapperIsUsed() {
        JsonMapper snake = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        JsonCodec<Person> person = JsonCodec.of(Person.class).mapper(snake);

        assertThat(person.encode(new Person("Ada")).text()).isEqualTo("{\"first_name\":\"Ada\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{", "[]", "7", "\"text\"", "{} {}", "no json"})
    void whatIsNotOfTheTypeIsRefused(String json) {
        assertThatExceptionOfType(QueueCtlException.class)
                .isThrownBy(() -> ORDER.decode(Payload.of(json)))
                .withMessageContaining(Order.class.getName());
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatExceptionOfType(QueueCtlException.class)
                .isThrownBy(() -> ORDER.decode(Payload.of(new byte[] {(byte) 0xff, 0, (byte) 0xfe})));
    }

    @Test
    void aRefusalNamesThePlaceAndNoValue() {
        JsonCodec<Map<String, List<Order>>> orders = JsonCodec.of(new TypeReference<>() {});
        Payload payload = Payload.of("""
                {"open": [{"number": "o-1", "items": "secret"}]}""");

        assertThatExceptionOfType(QueueCtlException.class)
                .isThrownBy(() -> orders.decode(payload))
                .withMessageContaining("payload of 48 bytes")
                .withMessageContaining("at open[0].items, line 1 column ")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @Test
    void aValueThatJsonCannotHoldIsRefusedBeforeAnythingIsEnqueued() {
        JobType<Loop> type = JobType.of("loop", JsonCodec.of(Loop.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> type.of(new Loop()))
                .withMessageContaining(Loop.class.getName());
    }

    @Test
    void nullIsNoPayload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ORDER.encode(null))
                .withMessageContaining("is null");
    }

    /** Holds itself. */
    static final class Loop {

        public Loop getSelf() {
            return this;
        }
    }
}
