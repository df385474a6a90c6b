package io.queuectl.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.queuectl.api.Payload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** No class name gets into a payload, and none that stands in one gets anything loaded. */
class ClassNamesTest {

    private static final AtomicInteger LOADED = new AtomicInteger();

    /** Counts that it was loaded. */
    public static final class Tripwire {

        static {
            LOADED.incrementAndGet();
        }
    }

    record Note(String text) {}

    record Box(Object content) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    interface ByMinimalClass {}

    record Named(String name) implements ByClass, ByMinimalClass {}

    record ByClassWithin(ByClass value) {}

    record ByMinimalClassWithin(ByMinimalClass value) {}

    record ByClassOnTheField(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
    sealed interface Shape {}

    @JsonTypeName("circle")
    record Circle(int radius) implements Shape {}

    @JsonTypeName("square")
    record Square(int side) implements Shape {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JAVA_LANG_OBJECT",
                "OBJECT_AND_NON_CONCRETE",
                "NON_CONCRETE_AND_ARRAYS",
                "NON_FINAL",
                "NON_FINAL_AND_ENUMS"
            })
    void aMapperWithDefaultTypingIsRefused(String typing) {
        JsonMapper typed = JsonMapper.builder()
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfBaseType(Object.class)
                                .build(),
                        DefaultTyping.valueOf(typing))
                .build();
        JsonCodec<Note> codec = JsonCodec.of(Note.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.mapper(typed))
                .withMessageContaining("default typing is on");
    }

    @Test
    void aTypeThatAsksForClassNamesIsNotWritten() {
        Named ada = new Named("Ada");

        assertRefused(JsonCodec.of(ByClass.class), ada);
        assertRefused(JsonCodec.of(ByMinimalClass.class), ada);
        assertRefused(JsonCodec.of(Named.class), ada);
        assertRefused(JsonCodec.of(ByClassWithin.class), new ByClassWithin(ada));
        assertRefused(JsonCodec.of(ByMinimalClassWithin.class), new ByMinimalClassWithin(ada));
        assertRefused(JsonCodec.of(ByClassOnTheField.class), new ByClassOnTheField(ada));
        assertRefused(JsonCodec.of(Box.class), new Box(ada));
        assertRefused(JsonCodec.of(Box.class).mapper(JsonMapper.shared()), new Box(ada));
    }

    @Test
    void aTypeThatAsksForClassNamesIsNotRead() {
        Payload payload = Payload.of("""
                {"value":{"@class":"%s"},"@class":"%s"}""".formatted(tripwire(), tripwire()));

        for (Class<?> type : new Class<?>[] {
            ByClass.class,
            ByMinimalClass.class,
            ByClassWithin.class,
            ByMinimalClassWithin.class,
            ByClassOnTheField.class
        }) {
            assertThatThrownBy(() -> JsonCodec.of(type).decode(payload))
                    .as(type.getName())
                    .hasStackTraceContaining("class names");
        }
        assertThat(LOADED).hasValue(0);
    }

    @Test
    void aClassNameInAPayloadIsAFieldLikeAnyOther() {
        Payload payload = Payload.of("""
                {"@class":"%s","text":"plain","content":["%s",{}]}""".formatted(tripwire(), tripwire()));

        assertThat(JsonCodec.of(Note.class).decode(payload)).isEqualTo(new Note("plain"));
        assertThat(JsonCodec.of(Box.class).decode(payload).content()).isEqualTo(List.of(tripwire(), Map.of()));
        assertThat(LOADED).hasValue(0);
    }

    @Test
    void alternativesGoByNamesOfTheApplications() {
        JsonCodec<Shape> codec = JsonCodec.of(Shape.class);
        Payload payload = codec.encode(new Circle(3));

        assertThat(payload.text()).isEqualTo("{\"shape\":\"circle\",\"radius\":3}");
        assertThat(codec.decode(payload)).isEqualTo(new Circle(3));
    }

    private static <T> void assertRefused(JsonCodec<T> codec, T value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(value))
                .withMessageContaining("class names");
    }

    private static String tripwire() {
        return ClassNamesTest.class.getName() + "$Tripwire";
    }
}
