package io.queuectl.api;

import java.util.function.Function;

/**
 * How a value becomes payload bytes and back. Must be stateless or thread-safe. What {@link #decode} throws fails the attempt
 * of that one job; its bytes stay as they are.
 */
public interface PayloadCodec<T> {

    Payload encode(T value);

    T decode(Payload payload);

    /** Text in UTF-8. */
    static PayloadCodec<String> text() {
        return of(Payload::of, Payload::text);
    }

    /** The bytes themselves. */
    static PayloadCodec<byte[]> bytes() {
        return of(Payload::of, Payload::bytes);
    }

    static <T> PayloadCodec<T> of(Function<? super T, Payload> encode, Function<Payload, ? extends T> decode) {
        return new PayloadCodec<>() {
            @Override
            public Payload encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(Payload payload) {
                return decode.apply(payload);
            }
        };
    }
}
