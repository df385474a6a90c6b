package io.queuectl.testkit.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Starts servers: the first pair of programs and account that works here is the one for all that follow. Thread-safe. */
final class Servers {

    private static final String URL = "QUEUECTL_TEST_PG_URL";
    private static final String SOURCE = "QUEUECTL_TEST_PG_SOURCE";

    private final ServerRoom room;
    private final Function<String, @Nullable String> environment;

    /** Guarded by this. */
    private @Nullable Address shared;

    /** Guarded by this. */
    private @Nullable Choice choice;

    /** Why there is none, found once. Guarded by this. */
    private @Nullable String refusal;

    private record Choice(Installation installation, Account account) {}

    /** @param environment the value of a variable, or {@code null} */
    Servers(ServerRoom room, Function<String, @Nullable String> environment) {
        this.room = room;
        this.environment = environment;
    }

    /** The one that everybody may use: named by the environment, or started for the first who asks. Throws as {@link #start}. */
    synchronized Address shared() {
        if (shared == null) {
            String url = environment.apply(URL);
            shared = url == null || url.isBlank() ? start(Map.of()).address() : Address.parse(url);
        }
        return shared;
    }

    /**
     * A new one, running.
     *
     * @throws IllegalStateException if there is none and the environment is one of continuous integration
     * @throws TestAbortedException if there is none elsewhere: the test is skipped
     */
    synchronized PostgresServer start(Map<String, String> settings) {
        if (choice != null) {
            return PostgresServer.start(room, choice.installation, choice.account, settings);
        }
        if (refusal != null) {
            throw missing(refusal);
        }
        return startFirst(settings);
    }

    private PostgresServer startFirst(Map<String, String> settings) {
        List<String> refusals = new ArrayList<>();
        for (Choice candidate : candidates()) {
            try {
                PostgresServer server = PostgresServer.start(room, candidate.installation, candidate.account, settings);
                choice = candidate;
                return server;
            } catch (IllegalStateException refused) {
                refusals.add(candidate.installation.name() + " as " + candidate.account.name() + ": "
                        + refused.getMessage());
            }
        }
        refusal =
                "no PostgreSQL for tests: set " + URL + ", or put initdb and postgres on the PATH, or use 64-bit Linux,"
                        + " for which Maven brings them; tried " + refusals;
        throw missing(refusal);
    }

    private List<Choice> candidates() {
        List<Account> accounts = Account.usable(room.place("trial"));
        return installations().stream()
                .flatMap(installation -> accounts.stream().map(account -> new Choice(installation, account)))
                .toList();
    }

    private List<Installation> installations() {
        String source = environment.apply(SOURCE);
        List<Installation> found = new ArrayList<>();
        if (source == null || source.equals("embedded")) {
            Installation.embedded(room).ifPresent(found::add);
        }
        if (source == null || source.equals("local")) {
            Installation.local().ifPresent(found::add);
        }
        return found;
    }

    private RuntimeException missing(String why) {
        boolean mustRun = Boolean.parseBoolean(environment.apply("CI"));
        return mustRun ? new IllegalStateException(why) : new TestAbortedException(why);
    }
}
