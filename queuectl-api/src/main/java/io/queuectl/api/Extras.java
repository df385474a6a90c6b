package io.queuectl.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few jobs ask for. A job without any of it costs what it would if there were none.
 *
 * @param tags what it can be found by
 * @param unique that it is wanted once, or {@code null}
 * @param after the jobs it waits for, each once
 * @param group of which so many run at a time, or {@code null}; a job of a group waits for no others
 */
public record Extras(
        Tags tags,
        @Nullable Unique unique,
        List<After> after,
        @Nullable Group group) {

    public static final Extras NONE = new Extras(Tags.NONE, null, List.of(), null);

    /** @throws IllegalArgumentException if it waits for a job twice, or is in a group and waits for others */
    public Extras {
        after = List.copyOf(after);
        long parents = after.stream().map(After::parent).distinct().count();
        if (parents < after.size()) {
            throw new IllegalArgumentException("a job waits for each other job once, not for one of them twice");
        }
        if (group != null && !after.isEmpty()) {
            throw new IllegalArgumentException(
                    "a job that waits for others is in no group: it could hold the place of one that it waits for");
        }
    }

    public Extras withTags(Tags all) {
        return new Extras(all, unique, after, group);
    }

    public Extras withUnique(@Nullable Unique once) {
        return new Extras(tags, once, after, group);
    }

    /** Those come to the ones it waits for already. */
    public Extras withAfter(List<After> more) {
        List<After> all = new ArrayList<>(after);
        all.addAll(more);
        return new Extras(tags, unique, all, group);
    }

    public Extras withGroup(@Nullable Group of) {
        return new Extras(tags, unique, after, of);
    }
}
