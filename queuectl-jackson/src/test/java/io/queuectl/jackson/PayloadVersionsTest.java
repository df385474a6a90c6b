package io.queuectl.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueCtlException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A type changes while payloads of its former shape wait. {@code docs/payloads.md} has a line for each test. */
class PayloadVersionsTest {

    private static final Payload FORMER = Payload.of("{\"image\":7,\"size\":300}");

    record Renamed(long image, @JsonAlias("size") int width) {}

    record Added(long image, int size, @Nullable Integer quality) {

        Added {
            quality = quality == null ? 80 : quality;
        }
    }

    record AddedWithoutDefault(long image, int size, int quality) {}

    record Removed(long image) {}

    record Split(long image, int width, int height) {}

    enum Format {
        PNG,
        JPEG,
        @JsonEnumDefaultValue
        OTHER
    }

    record Converted(Format format) {}

    @Test
    void aRenamedFieldIsFoundUnderItsFormerNameAndWrittenUnderTheNew() {
        JsonCodec<Renamed> codec = JsonCodec.of(Renamed.class);
        Renamed read = codec.decode(FORMER);

        assertThat(read).isEqualTo(new Renamed(7, 300));
        assertThat(codec.encode(read).text()).isEqualTo("{\"image\":7,\"width\":300}");
    }

    @Test
    void anAddedFieldTakesItsDefault() {
        assertThat(JsonCodec.of(Added.class).decode(FORMER)).isEqualTo(new Added(7, 300, 80));
    }

    @Test
    void anAddedFieldThatCannotBeNullFailsTheJobAndIsNotQuietlyZero() {
        JsonCodec<AddedWithoutDefault> codec = JsonCodec.of(AddedWithoutDefault.class);

        assertThatExceptionOfType(QueueCtlException.class)
                .isThrownBy(() -> codec.decode(FORMER))
                .withMessageContaining("at quality");
    }

    @Test
    void aRemovedFieldIsIgnored() {
        assertThat(JsonCodec.of(Removed.class).decode(FORMER)).isEqualTo(new Removed(7));
    }

    @Test
    void aFormerReleaseReadsWhatTheNextOneWrites() {
        Payload next = JsonCodec.of(Added.class).encode(new Added(7, 300, 95));

        assertThat(JsonCodec.of(Removed.class).decode(next)).isEqualTo(new Removed(7));
    }

    @Test
    void aConstantOfTheNextReleaseIsTheDefaultOneWhereTheMapperIsToldSo() {
        JsonCodec<Converted> codec = JsonCodec.of(Converted.class)
                .mapper(JsonMapper.builder()
                        .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                        .build());

        assertThat(codec.decode(Payload.of("{\"format\":\"AVIF\"}"))).isEqualTo(new Converted(Format.OTHER));
    }

    @Test
    void anUpcastBringsAFormerShapeIntoTodaysAndLeavesTodaysAlone() {
        JsonCodec<Split> codec = JsonCodec.of(Split.class).upcast(PayloadVersionsTest::sizeToWidthAndHeight);
        Split today = new Split(8, 640, 480);

        assertThat(codec.decode(FORMER)).isEqualTo(new Split(7, 300, 300));
        assertThat(codec.decode(codec.encode(today))).isEqualTo(today);
    }

    @Test
    void aSecondUpcastSeesWhatTheFirstMade() {
        JsonCodec<Split> codec = JsonCodec.of(Split.class)
                .upcast(json -> json instanceof ObjectNode old && old.has("picture")
                        ? old.set("image", old.remove("picture"))
                        : json)
                .upcast(PayloadVersionsTest::sizeToWidthAndHeight)
                .upcast(json -> {
                    assertThat(json.has("width")).isTrue();
                    return json;
                });

        assertThat(codec.decode(Payload.of("{\"picture\":7,\"size\":300}"))).isEqualTo(new Split(7, 300, 300));
    }

    @Test
    void anUpcastStaysWithAnotherMapper() {
        JsonCodec<Split> codec = JsonCodec.of(Split.class)
                .upcast(PayloadVersionsTest::sizeToWidthAndHeight)
                .mapper(JsonMapper.shared());

        assertThat(codec.decode(FORMER)).isEqualTo(new Split(7, 300, 300));
    }

    @Test
    void aSingleValueBecomesAListByAnUpcast() {
        JsonCodec<List<Removed>> codec = JsonCodec.of(new TypeReference<List<Removed>>() {})
                .upcast(json -> json.isArray()
                        ? json
                        : JsonMapper.shared().createArrayNode().add(json));

        assertThat(codec.decode(FORMER)).containsExactly(new Removed(7));
    }

    @Test
    void whatAnUpcastThrowsIsTold() {
        JsonCodec<Split> codec = JsonCodec.of(Split.class).upcast(json -> {
            throw new IllegalStateException("shape of 2019");
        });

        assertThatIllegalStateException().isThrownBy(() -> codec.decode(FORMER)).withMessage("shape of 2019");
    }

    private static JsonNode sizeToWidthAndHeight(JsonNode json) {
        if (json instanceof ObjectNode old && old.has("size")) {
            JsonNode size = old.remove("size");
            old.set("width", size);
            old.set("height", size);
        }
        return json;
    }
}
