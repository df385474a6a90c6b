package io.queuectl.cli.frame;

import io.queuectl.core.spi.StoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The kinds of database that this build serves, as found on the class path. */
final class Stores {

    private Stores() {}

    /** The one that serves the location. */
    static StoreProvider serving(String location) {
        List<String> forms = new ArrayList<>();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (accepts(provider, location)) {
                return provider;
            }
            forms.add(provider.locationForm());
        }
        throw Refusal.usage(
                "no store of this build serves the database " + Printable.quoted(DatabaseLocation.shown(location)),
                forms.isEmpty() ? "this build has no store at all" : "it serves: " + String.join(", ", forms));
    }

    private static boolean accepts(StoreProvider provider, String location) {
        try {
            return provider.accepts(location);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    String.valueOf(wrong.getMessage()),
                    "the form is " + provider.locationForm() + ", given with --db or QUEUECTL_DB",
                    wrong);
        }
    }
}
