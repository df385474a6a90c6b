package io.queuectl.jackson;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Where in a payload something is wrong, in words that follow a sentence. */
final class Place {

    private Place() {}

    /** The field and the position, as far as each is known; empty where none is. */
    static String of(JacksonException refused) {
        return field(refused) + position(refused);
    }

    private static String field(JacksonException refused) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : refused.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "" : " at " + path;
    }

    private static String position(JacksonException refused) {
        TokenStreamLocation location = refused.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        return ", line " + location.getLineNr() + " column " + location.getColumnNr();
    }
}
