package io.queuectl.jackson;

import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.api.QueueCtlException;
import java.lang.reflect.Type;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payload in JSON. Immutable and thread-safe; keep one in the constant of its job type:
 *
 * <pre>{@code
 * static final JobType<Resize> RESIZE = JobType.of("image.resize", JsonCodec.of(Resize.class));
 * static final JobType<List<Order>> BILL = JobType.of("orders.bill", JsonCodec.of(new TypeReference<>() {}));
 * }</pre>
 *
 * <p>The payload is plain JSON in UTF-8, as any language would write it: no class name is ever written, and none that stands in a
 * payload is ever looked up. Unless {@link #mapper} says otherwise, fields that the type does not have are ignored, fields that the
 * payload does not have are {@code null} (a record's primitive ones are refused), and times are ISO text. How a type may change
 * while jobs of its former shape wait is in {@code docs/payloads.md}.
 */
public final class JsonCodec<T> implements PayloadCodec<T> {

    private final Type type;
    private final JsonMapper mapper;
    private final @Nullable UnaryOperator<JsonNode> upcast;
    private final String typeName;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JsonCodec(Type type, JsonMapper mapper, @Nullable UnaryOperator<JsonNode> upcast) {
        JavaType bound = mapper.constructType(type);
        this.type = type;
        this.mapper = mapper;
        this.upcast = upcast;
        this.typeName = bound.toCanonical();
        this.writer = mapper.writerFor(bound);
        this.reader = mapper.readerFor(bound);
    }

    public static <T> JsonCodec<T> of(Class<T> type) {
        return new JsonCodec<>(type, Mappers.DEFAULT, null);
    }

    /** For a type with type arguments: {@code JsonCodec.of(new TypeReference<List<Order>>() {})}. */
    public static <T> JsonCodec<T> of(TypeReference<T> type) {
        return new JsonCodec<>(type.getType(), Mappers.DEFAULT, null);
    }

    /**
     * The same codec on the application's own mapper, with its modules, names and features.
     *
     * @throws IllegalArgumentException if its default typing is on: that writes class names
     */
    public JsonCodec<T> mapper(JsonMapper own) {
        return new JsonCodec<>(type, Mappers.withoutClassNames(own), upcast);
    }

    /**
     * The same codec with a look at every payload before it becomes a value, which brings JSON of a former shape into today's. It is
     * shown new payloads too, which it hands back as they are. A second one sees what the first one made.
     *
     * <p>What it throws fails the attempt of that one job. Without one, no tree is built.
     */
    public JsonCodec<T> upcast(UnaryOperator<JsonNode> toToday) {
        UnaryOperator<JsonNode> former = upcast;
        return new JsonCodec<>(type, mapper, former == null ? toToday : json -> toToday.apply(former.apply(json)));
    }

    /** @throws IllegalArgumentException if Jackson cannot write the value, or would write a class name */
    @Override
    public Payload encode(T value) {
        if (value == null) {
            throw new IllegalArgumentException("payload of type " + typeName + " is null");
        }
        try {
            return Payload.of(writer.writeValueAsBytes(value));
        } catch (JacksonException refused) {
            throw new IllegalArgumentException(
                    "cannot write a " + typeName + " as JSON" + Place.of(refused) + ": " + refused.getOriginalMessage(),
                    refused);
        }
    }

    /**
     * @throws QueueCtlException if the payload is no JSON or none of this type; the message says where, and quotes nothing of the payload
     */
    @Override
    public T decode(Payload payload) {
        try {
            T value = bind(payload.bytes());
            if (value == null) {
                throw new QueueCtlException("payload is null, not a " + typeName);
            }
            return value;
        } catch (JacksonException refused) {
            throw new QueueCtlException(
                    "payload of " + payload.size() + " bytes does not read as " + typeName + Place.of(refused),
                    refused);
        }
    }

    private @Nullable T bind(byte[] json) {
        if (upcast == null) {
            return reader.readValue(json);
        }
        return reader.readValue(upcast.apply(reader.readTree(json)));
    }
}
