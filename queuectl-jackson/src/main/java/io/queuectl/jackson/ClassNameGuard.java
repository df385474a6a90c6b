package io.queuectl.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;

/** Refuses types whose annotations ask for class names in their JSON. Has no opinion on anything else. */
final class ClassNameGuard extends AnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private final AnnotationIntrospector annotations;

    ClassNameGuard(AnnotationIntrospector annotations) {
        this.annotations = annotations;
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value info = annotations.findPolymorphicTypeInfo(config, annotated);
        if (info != null) {
            switch (info.getIdType()) {
                case CLASS, MINIMAL_CLASS ->
                    throw new IllegalArgumentException("@JsonTypeInfo on " + annotated.getName()
                            + " would write class names into payloads: use names of your own (Id.NAME)");
                default -> {}
            }
        }
        return info;
    }

    @Override
    public Version version() {
        return annotations.version();
    }
}
