package io.queuectl.jackson;

import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** The mappers that codecs run on: none of them writes a class name, and none reads one. */
final class Mappers {

    /** Says even what Jackson 3 does by itself, as payloads outlive the defaults of a library. */
    static final JsonMapper DEFAULT = withoutClassNames(JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new PrimitivesRequired(), new JacksonAnnotationIntrospector()))
            .build());

    private Mappers() {}

    /** @throws IllegalArgumentException if default typing is on */
    static JsonMapper withoutClassNames(JsonMapper mapper) {
        requireNoDefaultTyping(mapper);
        AnnotationIntrospector annotations = mapper.serializationConfig().getAnnotationIntrospector();
        return mapper.rebuild()
                .annotationIntrospector(AnnotationIntrospector.pair(new ClassNameGuard(annotations), annotations))
                .build();
    }

    private static void requireNoDefaultTyping(JsonMapper mapper) {
        if (mapper.serializationConfig().getDefaultTyper(mapper.constructType(Object.class)) != null) {
            throw new IllegalArgumentException(
                    "the mapper's default typing is on, which writes class names into payloads: give the codec a mapper without");
        }
    }
}
