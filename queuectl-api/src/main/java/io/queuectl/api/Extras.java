package io.queuectl.api;

import org.jspecify.annotations.Nullable;

/**
 * What few jobs ask for. A job without any of it costs what it would if there were none.
 *
 * @param tags what it can be found by
 * @param unique that it is wanted once, or {@code null}
 */
public record Extras(Tags tags, @Nullable Unique unique) {

    public static final Extras NONE = new Extras(Tags.NONE, null);

    public Extras withTags(Tags all) {
        return new Extras(all, unique);
    }

    public Extras withUnique(Unique once) {
        return new Extras(tags, once);
    }
}
