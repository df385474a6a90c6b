package io.queuectl.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/** Makes a payload say what cannot be null: Jackson would take 0 or false for a primitive that it does not find. */
final class PrimitivesRequired extends AnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        boolean neverNull =
                member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
        return neverNull ? Boolean.TRUE : null;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
